import { z } from 'zod';

/** What qemu-img reports about an image. */
export type ImageReport = ReturnType<typeof parseImageReport>;

const imageSchema = z.object({
  format: z.string(),
  'virtual-size': z.number(),
  'backing-filename': z.string().optional(),
  'full-backing-filename': z.string().optional(),
  'backing-filename-format': z.string().optional(),
  encrypted: z.boolean().optional(),
  'dirty-flag': z.boolean().optional(),
  snapshots: z.array(z.object({ name: z.string(), id: z.string() })).optional(),
  'format-specific': z
    .object({
      data: z.object({
        corrupt: z.boolean().optional(),
        compat: z.string().optional(),
        'lazy-refcounts': z.boolean().optional(),
      }),
    })
    .optional(),
});

/** Reads what `qemu-img info --output=json` wrote. */
export function parseImageReport(json: string) {
  const image = imageSchema.parse(JSON.parse(json));
  const name = image['backing-filename'];
  return {
    format: image.format,
    virtualSize: image['virtual-size'],
    /** `name` as the header has it, `leadsTo` as qemu completes it; `format` as the header declares it. */
    backing:
      name === undefined
        ? null
        : {
            name,
            leadsTo: image['full-backing-filename'] ?? name,
            format: image['backing-filename-format'] ?? null,
          },
    snapshots: (image.snapshots ?? []).map(({ name, id }) => name || id),
    encrypted: image.encrypted ?? false,
    corrupt: image['format-specific']?.data.corrupt ?? false,
    dirty: image['dirty-flag'] ?? false,
    /** Whether qcow2's reference counts are written late, so that a crash leaves them wrong. */
    lazyRefcounts: image['format-specific']?.data['lazy-refcounts'] ?? false,
    /** Of qcow2 its compatibility level, 0.10 or 1.1. */
    formatVersion: image['format-specific']?.data.compat ?? null,
  };
}
