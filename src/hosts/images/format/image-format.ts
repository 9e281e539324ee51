import type { FormatBasis } from '../../../domain/disk/facts.ts';
import type { ImageHeader } from './image-header.ts';

const formatsByExtension: Readonly<Record<string, string>> = {
  qcow2: 'qcow2',
  qcow: 'qcow',
  raw: 'raw',
  img: 'raw',
  vmdk: 'vmdk',
  vdi: 'vdi',
  vhd: 'vpc',
  vpc: 'vpc',
  vhdx: 'vhdx',
  qed: 'qed',
};

/** Names of files that are images end so. */
export const imageExtensions: readonly string[] = Object.keys(formatsByExtension);

/** What qemu may open a file as: formats alone, no protocols and no filters. */
const openable: ReadonlySet<string> = new Set([...Object.values(formatsByExtension), 'parallels', 'luks']);

/** What an image's format is, on what ground, and whether it is safe and worth while to let qemu-img open it. */
export interface FormatVerdict {
  readonly format: string | null;
  readonly formatBasis: FormatBasis;
  readonly open: boolean;
  /** Why it cannot be read; null when it can be, or needs not. */
  readonly unreadable: string | null;
  /** Its header names another file for its data. */
  readonly elsewhere: boolean;
}

const unopened = { open: false, unreadable: null, elsewhere: false } as const;

/**
 * Checks an image's format. What is declared counts. Else the name and the header must agree; a header alone is reported,
 * but what it names is not followed, since a guest can write any header into its raw disk.
 */
export function checkFormat(declared: string | null, path: string, header: ImageHeader): FormatVerdict {
  if (declared !== null) return declaredFormat(declared, header);
  const named = formatsByExtension[/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? null;
  const found = header.format;
  if (found === null) return withoutHeader(named);
  if (found === named) return opened(found, 'DECLARED', header);
  // Other formats than qcow2 cannot be sparsified anyway, so there is nothing to gain from opening them.
  if (found !== 'qcow2') return { ...unopened, format: found, formatBasis: 'HEADER' };
  return opened(found, 'HEADER', header);
}

function declaredFormat(declared: string, header: ImageHeader): FormatVerdict {
  // As old versions of qemu name the format of a backing file that is raw.
  const format = ['file', 'host_device'].includes(declared) ? 'raw' : declared;
  if (openable.has(format)) return opened(format, 'DECLARED', header);
  return {
    ...{ ...unopened, format, formatBasis: 'DECLARED' },
    unreadable: `its format is said to be ${JSON.stringify(format.slice(0, 100))}, which is no format of images.`,
  };
}

function withoutHeader(named: string | null): FormatVerdict {
  if (named === 'raw') return { ...unopened, format: 'raw', formatBasis: 'DECLARED', open: true };
  // Of fixed size it has its mark at its end; qemu-img looks there.
  if (named === 'vpc') return { ...unopened, format: 'vpc', formatBasis: 'DECLARED', open: true };
  return {
    ...{ ...unopened, format: null, formatBasis: 'HEADER' },
    unreadable:
      named === null
        ? 'its format is not known: neither a virtual machine, nor its name, nor a header says it.'
        : `its name says ${named}, but it has no header of that format.`,
  };
}

function opened(format: string, formatBasis: FormatBasis, header: ImageHeader): FormatVerdict {
  const elsewhere = format === header.format && header.elsewhere;
  return { format, formatBasis, open: !elsewhere, unreadable: null, elsewhere };
}
