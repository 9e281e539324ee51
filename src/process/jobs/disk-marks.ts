import type { DiskId } from '../../domain/ids.ts';

/** A set of marked disks; a disk is in it until all its marks are removed. */
export interface DiskMarks {
  has(id: DiskId): boolean;
  /** Marks a disk; the function returned removes this mark. */
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
