/**
 * The database's history: entry n brings it from version n to n + 1 (`PRAGMA user_version`). What was
 * released is never edited, only added to. Times are milliseconds since 1970, sizes are bytes.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE site_folders (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    position REAL NOT NULL
  ) STRICT;

  CREATE TABLE sites (
    id TEXT PRIMARY KEY NOT NULL,
    position REAL NOT NULL,
    folder_id TEXT REFERENCES site_folders (id) ON DELETE SET NULL,
    last_connected_at REAL,
    json TEXT NOT NULL
  ) STRICT;

  CREATE TABLE identities (
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (host, port)
  ) STRICT;

  CREATE TABLE settings (
    key TEXT PRIMARY KEY NOT NULL,
    json TEXT NOT NULL
  ) STRICT;

  -- The queue and, once taken off its list (listed = 0), the history. A site may be gone.
  CREATE TABLE transfers (
    id TEXT PRIMARY KEY NOT NULL,
    site_id TEXT NOT NULL,
    owner TEXT NOT NULL,
    listed INTEGER NOT NULL DEFAULT 1,
    position REAL NOT NULL,
    direction TEXT NOT NULL,
    status TEXT NOT NULL,
    name TEXT NOT NULL,
    local_path TEXT NOT NULL,
    remote_path TEXT NOT NULL,
    size INTEGER NOT NULL,
    local_modified_at REAL,
    allow_empty INTEGER NOT NULL,
    sent_bytes INTEGER NOT NULL,
    sha256 TEXT,
    reply TEXT,
    failure TEXT,
    queued_at REAL NOT NULL,
    started_at REAL,
    ended_at REAL
  ) STRICT;
  CREATE INDEX transfers_of_owner ON transfers (owner, position) WHERE listed = 1;
  CREATE INDEX transfers_by_end ON transfers (ended_at);
  CREATE INDEX transfers_by_content ON transfers (sha256) WHERE sha256 IS NOT NULL;

  -- Rows that could not be read, kept as they were.
  CREATE TABLE set_aside (
    table_name TEXT NOT NULL,
    row TEXT NOT NULL,
    reason TEXT NOT NULL,
    at REAL NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE checks (
    number INTEGER PRIMARY KEY,
    site_id TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
    started_at REAL NOT NULL,
    scheduled INTEGER NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX checks_of_site ON checks (site_id, number);

  -- Also those without an answer yet. No number is used twice: a row may be gone before its sign-in ends.
  CREATE TABLE refused_sign_ins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    server TEXT NOT NULL,
    username TEXT NOT NULL,
    at REAL NOT NULL
  ) STRICT;
  CREATE INDEX refused_sign_ins_of ON refused_sign_ins (server, username);

  -- Messages that went out in real time, by control ID; nothing else of them. No outcome: it was never heard of.
  CREATE TABLE sent_messages (
    site_id TEXT NOT NULL,
    control_id TEXT NOT NULL,
    file_id TEXT NOT NULL,
    outcome TEXT,
    at REAL NOT NULL,
    PRIMARY KEY (site_id, control_id, file_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX sent_messages_by_time ON sent_messages (at);
  `,
];
