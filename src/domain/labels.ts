/** What operators sort things by: a value for each key. */
export type Labels = Readonly<Record<string, string>>;

/** One of them. */
export interface Label {
  readonly key: string;
  readonly value: string;
}

export const noLabels: Labels = {};

/** Labels as a list, by key. */
export const labelList = (labels: Labels): readonly Label[] =>
  Object.entries(labels)
    .map(([key, value]) => ({ key, value }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));

/** Labels that one thing may have: more are no longer read by anybody, and each is stored twice for each disk. */
export const mostLabels = 64;

/** Characters of a value. */
export const longestValue = 255;

/** No "/" in it: only keys of discovered labels have one, so that none is ever taken for an assigned label. */
const keyForm = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const valueForm = /^([A-Za-z0-9]([A-Za-z0-9._:@/ -]{0,253}[A-Za-z0-9])?)?$/;

/** Why labels are not accepted; null when they are. */
export function labelProblem(labels: Labels): string | null {
  const entries = Object.entries(labels);
  if (entries.length > mostLabels) return `there may be at most ${mostLabels} labels`;
  for (const [key, value] of entries) {
    if (!keyForm.test(key)) {
      return `the key "${key}" is not accepted: 1 to 63 letters, digits, ".", "_" and "-", the first and the last a letter or digit`;
    }
    if (!valueForm.test(value)) {
      return `the value of "${key}" is not accepted: at most ${longestValue} letters, digits, spaces and . _ : @ / -, the first and the last a letter or digit`;
    }
  }
  return null;
}
