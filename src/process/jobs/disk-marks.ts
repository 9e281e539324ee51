import type { DiskId } from '../../domain/ids.ts';

/** Disks that something goes on with, each for as long as any of those who marked it has not taken that back. */
export interface DiskMarks {
  has(id: DiskId): boolean;
  /** Gives what takes this mark back. */
  mark(id: DiskId): () => void;
}

export function createDiskMarks(): DiskMarks {
  const marks = new Map<symbol, DiskId>();
  return {
    has: (id) => marks.values().some((marked) => marked === id),
    mark(id) {
      const mark = Symbol(id);
      marks.set(mark, id);
      return () => void marks.delete(mark);
    },
  };
}
