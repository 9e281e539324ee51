/** A moment in the zone of who looks: `2026-11-22 07:43:10`. Unknown is empty. */
export function formatMoment(rfc3339: string | null): string {
  if (rfc3339 === null) return '';
  const at = new Date(rfc3339);
  const date = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
  return `${date} ${formatTimeOfDay(rfc3339)}`;
}

/** The time of day, for lists that stay within one: `07:43:10`. */
export function formatTimeOfDay(rfc3339: string): string {
  const at = new Date(rfc3339);
  return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
}

const pad = (value: number): string => String(value).padStart(2, '0');
