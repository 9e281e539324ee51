import type { DiskId } from '../../domain/ids.ts';

export type DiskMarks = ReturnType<typeof createDiskMarks>;

/** A set of marked disks; a disk is in it until all its marks are removed. */
export function createDiskMarks() {
  const marks = new Map<symbol, DiskId>();
  return {
    has: (id: DiskId): boolean => marks.values().some((marked) => marked === id),
    /** Marks a disk; the function returned removes this mark. */
    mark(id: DiskId): () => void {
      const mark = Symbol(id);
      marks.set(mark, id);
      return () => void marks.delete(mark);
    },
  };
}
