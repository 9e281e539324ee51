import type { Finding } from './candidate.ts';

/** What was found of images, as long as they stay as they were. The least recently asked for are let go first. */
export interface InspectionCache {
  get(key: string): Finding | undefined;
  set(key: string, finding: Finding): void;
}

export function createInspectionCache(most: number): InspectionCache {
  const findings = new Map<string, Finding>();
  const set = (key: string, finding: Finding) => {
    findings.delete(key);
    findings.set(key, finding);
    const oldest = findings.keys().next();
    if (findings.size > most && !oldest.done) findings.delete(oldest.value);
  };
  return {
    get(key) {
      const finding = findings.get(key);
      if (finding !== undefined) set(key, finding);
      return finding;
    },
    set,
  };
}
