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

  -- The queue and, once taken off its list (listed = 0), the history (until the third migration). A site may be gone.
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
  `
  ALTER TABLE transfers ADD COLUMN server_may_have TEXT NOT NULL DEFAULT 'nothing';
  ALTER TABLE transfers ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE transfers ADD COLUMN retry_at REAL;
  ALTER TABLE transfers ADD COLUMN messages INTEGER;
  ALTER TABLE transfers ADD COLUMN verified_by TEXT;
  ALTER TABLE transfers ADD COLUMN fingerprint TEXT;
  -- What was under way when an earlier version ended: nobody knows how far it came.
  UPDATE transfers SET server_may_have = 'all'
    WHERE direction = 'upload' AND started_at IS NOT NULL AND status IN ('sending', 'paused');
  UPDATE transfers SET server_may_have = 'part'
    WHERE direction = 'upload' AND started_at IS NOT NULL
      AND status IN ('interrupted', 'unknown', 'failed', 'cancelled');
  UPDATE transfers SET verified_by = 'size' WHERE status = 'verified' AND direction = 'upload';

  -- Where uploads go, for processes that send to one place at the same time.
  CREATE INDEX transfers_to_place ON transfers (site_id, lower(remote_path))
    WHERE listed = 1 AND direction = 'upload' AND status IN ('waiting', 'sending', 'paused');

  -- "Rename" was what is "Numerate" now.
  UPDATE sites SET json = json_set(json, '$.onExists', 'numerate')
    WHERE json_valid(json) AND json_extract(json, '$.onExists') = 'rename';

  -- One row for each end of a file or message, never changed. What the numbers mean: history/receipt-id.ts.
  CREATE TABLE receipts (
    id INTEGER PRIMARY KEY NOT NULL,
    facet INTEGER NOT NULL,
    transfer_id TEXT,
    folder_key INTEGER,
    kind TEXT NOT NULL,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    started_at REAL,
    ended_at REAL NOT NULL,
    site_id TEXT NOT NULL,
    site_label TEXT NOT NULL,
    protocol TEXT NOT NULL,
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    username TEXT NOT NULL,
    fingerprint TEXT,
    name TEXT NOT NULL,
    local_path TEXT NOT NULL,
    local_modified_at REAL,
    remote_path TEXT,
    size INTEGER,
    sha256 TEXT,
    messages INTEGER,
    verified_by TEXT,
    reply TEXT,
    failure TEXT,
    sent_by TEXT NOT NULL,
    computer TEXT NOT NULL,
    version TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX receipts_of_ends ON receipts (transfer_id, ended_at) WHERE transfer_id IS NOT NULL;
  CREATE INDEX receipts_by_facet ON receipts (facet);
  CREATE INDEX receipts_by_content ON receipts (sha256, facet) WHERE sha256 IS NOT NULL;
  CREATE INDEX receipts_by_folder ON receipts (folder_key, facet) WHERE folder_key IS NOT NULL;
  CREATE TRIGGER receipts_stay BEFORE UPDATE ON receipts BEGIN
    SELECT RAISE(ABORT, 'a receipt is never changed');
  END;

  -- Each pair of site and outcome that there is.
  CREATE TABLE receipt_facets (
    facet INTEGER PRIMARY KEY NOT NULL,
    site_id TEXT NOT NULL,
    outcome TEXT NOT NULL,
    UNIQUE (site_id, outcome)
  ) STRICT;

  -- What is in a name. Its row's number is the facet, and below it in 50 bits the receipt's.
  CREATE VIRTUAL TABLE receipt_names USING fts5(name, content = '', columnsize = 0, tokenize = 'trigram');

  INSERT INTO receipt_facets (site_id, outcome)
    SELECT DISTINCT site_id, status FROM transfers
    WHERE ended_at IS NOT NULL
      AND status IN ('verified', 'accepted', 'unknown', 'failed', 'cancelled', 'skipped');
  WITH ended AS (
    SELECT *, CAST(max(ended_at, 0) AS INTEGER) * 256 AS moment,
      row_number() OVER (ORDER BY ended_at, rowid) AS place
    FROM transfers
    WHERE ended_at IS NOT NULL
      AND status IN ('verified', 'accepted', 'unknown', 'failed', 'cancelled', 'skipped')
  )
  INSERT INTO receipts (
    id, facet, transfer_id, kind, direction, outcome, started_at, ended_at, site_id, site_label, protocol,
    host, port, username, name, local_path, local_modified_at, remote_path, size, sha256, verified_by, reply,
    failure, sent_by, computer, version
  )
    SELECT max(ended.moment - place) OVER (ORDER BY place) + place,
      facet, ended.id, 'file', direction, status, started_at, ended_at, ended.site_id,
      COALESCE(json_extract(known.json, '$.label'), ''), COALESCE(json_extract(known.json, '$.protocol'), 'sftp'),
      COALESCE(json_extract(known.json, '$.host'), ''), COALESCE(json_extract(known.json, '$.port'), 0),
      COALESCE(json_extract(known.json, '$.username'), ''), name, local_path, local_modified_at, remote_path,
      size, CASE WHEN status IN ('verified', 'accepted', 'unknown') THEN sha256 END, verified_by, reply,
      failure, '', '', ''
    FROM ended
      JOIN receipt_facets ON receipt_facets.site_id = ended.site_id AND receipt_facets.outcome = status
      LEFT JOIN sites AS known ON known.id = ended.site_id AND json_valid(known.json);
  INSERT INTO receipt_names (rowid, name)
    SELECT (facet << 50) | id, name FROM receipts WHERE facet < 8191 ORDER BY facet, id;

  -- The receipts are the history now.
  DELETE FROM transfers WHERE listed = 0;
  DROP INDEX transfers_by_end;
  DROP INDEX transfers_by_content;
  `,
  `
  CREATE TABLE rules (
    id TEXT PRIMARY KEY NOT NULL,
    position REAL NOT NULL,
    json TEXT NOT NULL
  ) STRICT;

  -- Without an end while it runs. No number is used twice: a row may be gone before its run ends.
  CREATE TABLE rule_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_id TEXT NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
    started_at REAL NOT NULL,
    ended_at REAL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX rule_runs_of ON rule_runs (rule_id, id);
  CREATE INDEX rule_runs_open ON rule_runs (rule_id) WHERE ended_at IS NULL;

  -- When a rule last looked for files, and when it last left none behind.
  CREATE TABLE rule_looks (
    rule_id TEXT PRIMARY KEY NOT NULL REFERENCES rules (id) ON DELETE CASCADE,
    at REAL NOT NULL,
    done_at REAL
  ) STRICT;

  -- Files whose messages a rule sent in real time, by content: what became of them as a whole.
  CREATE TABLE rule_files (
    site_id TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    outcome TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (site_id, sha256)
  ) STRICT, WITHOUT ROWID;
  `,
];
