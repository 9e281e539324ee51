/**
 * The exit code that a status of a shell stands for. Null for a program that was killed, which a shell reports as 128 and
 * the number of the signal, of 64: a program that itself ends with one of those counts as killed.
 */
export const exitCodeOf = (status: number): number | null => (status > 128 && status <= 192 ? null : status);
