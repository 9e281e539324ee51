/** A duration for people: `0.4 s`, `14 s`, `2 min 05 s`, `3 h 20 min`. Unknown is empty. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return '';
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${pad(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** A running clock: `0:14`, `12:05`, `1:02:33`. */
export function formatClock(seconds: number): string {
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** A moment in the local time zone: `2026-11-22 07:43:10`. Unknown is empty. */
export const formatMoment = (rfc3339: string | null): string =>
  rfc3339 === null ? '' : new Date(rfc3339).toLocaleString('sv-SE');

/** The local time of day: `07:43:10`. */
export const formatTimeOfDay = (rfc3339: string): string => new Date(rfc3339).toLocaleTimeString('sv-SE');

const pad = (value: number): string => String(value).padStart(2, '0');
