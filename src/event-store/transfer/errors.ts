/** Events were not imported; the store is as it was. */
export class ImportRefused extends Error {
  override readonly name: string = this.constructor.name;
}

/** The export is not what was written: cut, altered, or none at all. */
export class DamagedExport extends ImportRefused {
  constructor(line: number, detail: string) {
    super(
      `Line ${line} of the export ${detail}. Nothing of it was imported. Take another copy, or export again.`,
    );
  }
}

/** The export was written by a newer Winnow than this one. */
export class ExportVersionUnknown extends ImportRefused {
  constructor(version: number) {
    super(
      `The export has format version ${version}, and this Winnow reads version 1. Import it with a newer Winnow.`,
    );
  }
}

/** The store holds events already. */
export class StoreNotEmpty extends ImportRefused {
  constructor(detail: string) {
    super(
      `Nothing was imported: ${detail}. Import into an empty store: another state directory or stream prefix.`,
    );
  }
}

/** What was to be continued cannot be: the store's events are not the beginning of the export. */
export class ImportNotContinued extends ImportRefused {
  constructor(detail: string) {
    super(`The import that was begun here cannot go on: ${detail}. Import into an empty store: another state \
directory or stream prefix.`);
  }
}

/** The events were imported, and the store does not give them back as the export has them. */
export class ImportNotVerified extends Error {
  override readonly name = 'ImportNotVerified';
  constructor(detail: string) {
    super(`The imported events are not those of the export: ${detail}. The store is not to be used. Import into an \
empty store, to which nothing else writes.`);
  }
}

/** The store holds a part of an export only. */
export class ImportUnfinished extends Error {
  override readonly name = 'ImportUnfinished';
  constructor(sha256: string) {
    super(`The event store holds a part of an import that was not completed (of the export with SHA-256 ${sha256}). \
Run \`winnow events import\` with the same file again, which goes on where it ended, or name another store.`);
  }
}
