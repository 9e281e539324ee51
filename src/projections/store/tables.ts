/** The layout of views.db, its JSON included. A file of another layout cannot be read and is projected anew. */
export const layoutVersion = 8;

/** What the folds make of events, the places of obstacles' codes included. A file of another version is served until it has been rebuilt beside. */
export const foldsVersion = 5;

/**
 * Sort columns are never NULL, so that a page can start after any of them by a row-value comparison; what is not known
 * has a value below all others. The view itself is JSON; the other columns are there for filters and orders alone.
 * `disk_obstacle` has a row for each obstacle of a disk, or one that says there is none, `disk_vm` one for the id and one
 * for the name of each virtual machine that has it, `disk_label` one for the key and one for the key and the value of
 * each label of a disk, assigned or discovered, and `to_reevaluate` the storage domains whose disks are to get their obstacles anew.
 */
export const tables = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
  CREATE TABLE disk (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    name TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    actual_size INTEGER NOT NULL,
    virtual_size INTEGER NOT NULL,
    reclaimable INTEGER NOT NULL,
    storage_domain_id TEXT NOT NULL,
    has_job INTEGER NOT NULL,
    path TEXT NOT NULL,
    backing_name TEXT,
    format TEXT NOT NULL,
    allocation TEXT NOT NULL,
    obstacles INTEGER NOT NULL,
    view TEXT NOT NULL
  );
  CREATE TABLE disk_obstacle (
    id TEXT NOT NULL,
    obstacle INTEGER NOT NULL,
    listed INTEGER NOT NULL,
    name TEXT NOT NULL,
    registered_at TEXT NOT NULL,
    actual_size INTEGER NOT NULL,
    virtual_size INTEGER NOT NULL,
    reclaimable INTEGER NOT NULL,
    PRIMARY KEY (id, obstacle)
  ) WITHOUT ROWID;
  CREATE TABLE disk_vm (
    vm TEXT NOT NULL,
    disk_id TEXT NOT NULL,
    PRIMARY KEY (vm, disk_id)
  ) WITHOUT ROWID;
  CREATE TABLE disk_label (
    label TEXT NOT NULL,
    disk_id TEXT NOT NULL,
    PRIMARY KEY (label, disk_id)
  ) WITHOUT ROWID;
  CREATE TABLE to_reevaluate (
    storage_domain_id TEXT PRIMARY KEY,
    done_to TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE job (
    id TEXT PRIMARY KEY,
    disk_id TEXT NOT NULL,
    status TEXT NOT NULL,
    active INTEGER NOT NULL,
    requested_at TEXT NOT NULL,
    finished_at TEXT NOT NULL,
    reclaimed INTEGER NOT NULL,
    outcome TEXT,
    requester_id TEXT NOT NULL,
    first_seq INTEGER NOT NULL,
    view TEXT NOT NULL
  );
  CREATE TABLE job_host (
    host_id TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    job_id TEXT NOT NULL,
    PRIMARY KEY (host_id, requested_at, job_id)
  ) WITHOUT ROWID;
  CREATE TABLE activity (
    seq INTEGER PRIMARY KEY,
    position TEXT NOT NULL,
    clock INTEGER NOT NULL,
    occurred INTEGER NOT NULL,
    subject INTEGER NOT NULL,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    data TEXT NOT NULL,
    metadata TEXT NOT NULL
  );
  CREATE TABLE host (id TEXT PRIMARY KEY, name TEXT NOT NULL, view TEXT NOT NULL);
  CREATE TABLE storage_domain (id TEXT PRIMARY KEY, name TEXT NOT NULL, view TEXT NOT NULL);
  CREATE TABLE operation (id TEXT PRIMARY KEY, ended INTEGER NOT NULL, view TEXT NOT NULL);
  CREATE TABLE quarantined (
    event_id TEXT PRIMARY KEY,
    position TEXT NOT NULL,
    type TEXT NOT NULL,
    stream TEXT NOT NULL,
    error TEXT NOT NULL
  );
`;

// Beyond the order, the columns that filters ask for: so a scan for a rare match stays within the index.
const diskOrder = (column: string): string => {
  const asked = ['storage_domain_id', 'actual_size', 'virtual_size', 'reclaimable', 'format', 'allocation'];
  return `disk (${['status', column, 'id', ...asked.filter((other) => other !== column)].join(', ')})`;
};

/** One index for each obstacle in each order, as it were: disks with an obstacle are read in order, rare or frequent. */
const obstacleOrder = (column: string): string => `disk_obstacle (obstacle, listed, ${column}, id)`;

const orders = ['name', 'registered_at', 'actual_size', 'virtual_size', 'reclaimable'];

/** What every list is read through. They are there from the start: each would hold up everything else if it was made of many rows at once. */
export const indexes: readonly string[] = [
  ...orders.map((column) => `CREATE INDEX disk_by_${column} ON ${diskOrder(column)}`),
  ...orders.map((column) => `CREATE INDEX disk_obstacle_by_${column} ON ${obstacleOrder(column)}`),
  'CREATE INDEX disk_by_storage_domain ON disk (storage_domain_id, id)',
  // With all that totals add up, so that these read no disk.
  `CREATE INDEX disk_by_obstacles ON disk (obstacles, status, storage_domain_id, actual_size, virtual_size, reclaimable) WHERE status <> 'REMOVED'`,
  'CREATE INDEX disk_with_job ON disk (status, id) WHERE has_job = 1',
  'CREATE INDEX disk_by_path ON disk (path)',
  'CREATE INDEX disk_by_backing_name ON disk (backing_name) WHERE backing_name IS NOT NULL',
  'CREATE INDEX job_by_requested_at ON job (requested_at, id)',
  'CREATE INDEX job_by_finished_at ON job (finished_at, id, status, outcome, reclaimed) WHERE active = 0',
  'CREATE INDEX job_by_reclaimed ON job (reclaimed, id) WHERE active = 0',
  'CREATE INDEX job_by_disk ON job (disk_id, requested_at, id)',
  'CREATE INDEX job_by_status ON job (status, requested_at, id)',
  'CREATE INDEX job_by_outcome ON job (outcome, requested_at, id, status, reclaimed) WHERE outcome IS NOT NULL',
  'CREATE INDEX job_by_requester ON job (requester_id, requested_at, id)',
  'CREATE INDEX job_host_by_job ON job_host (job_id, host_id)',
  'CREATE INDEX activity_by_subject ON activity (subject)',
  'CREATE INDEX activity_by_event_id ON activity (event_id)',
  'CREATE INDEX activity_by_type ON activity (type)',
  'CREATE INDEX activity_by_actor ON activity (actor_id)',
  'CREATE INDEX host_by_name ON host (name, id)',
  'CREATE INDEX storage_domain_by_name ON storage_domain (name, id)',
  'CREATE INDEX operation_running ON operation (id) WHERE ended = 0',
];
