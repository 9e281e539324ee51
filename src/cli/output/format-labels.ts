import type { Label } from '../../domain/labels.ts';

/** Labels for people: `site=berlin, tier=gold`. */
export const formatLabels = (labels: readonly Label[]): string =>
  labels.map(({ key, value }) => `${key}=${value}`).join(', ');
