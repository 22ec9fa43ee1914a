-- What sync needs; SCHEMA.md beside this folder says what the columns mean.

ALTER TABLE sections ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE habits ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE habit_rules ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pauses ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tags ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE habit_tags ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reminders ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dismissals ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE goals ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE goal_links ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE goal_entries ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE milestones ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN removed_whole INTEGER NOT NULL DEFAULT 0;

ALTER TABLE outbox ADD COLUMN key TEXT;
ALTER TABLE outbox ADD COLUMN stamp INTEGER DEFAULT 0;
ALTER TABLE outbox ADD COLUMN replica INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN over_stamp INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN over_replica INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN reasons BLOB;
ALTER TABLE outbox ADD COLUMN burial INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN refused INTEGER NOT NULL DEFAULT 0;
UPDATE outbox SET registers = (SELECT rows FROM batches WHERE batches.rowid = outbox.batch),
    stamp = (SELECT stamp FROM batches WHERE batches.rowid = outbox.batch),
    replica = (SELECT replica FROM batches WHERE batches.rowid = outbox.batch) WHERE batch IS NOT NULL;
CREATE UNIQUE INDEX outbox_of_key ON outbox (kind, key) WHERE key IS NOT NULL;
CREATE INDEX outbox_in_order ON outbox (stamp) WHERE stamp IS NOT NULL;
CREATE INDEX outbox_of_batches ON outbox (stamp) WHERE kind IS NULL;
CREATE INDEX outbox_refused ON outbox (refused) WHERE refused = 1;

CREATE TABLE under_way (
    rowid INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    registers BLOB NOT NULL,
    reasons BLOB,
    burial INTEGER NOT NULL,
    UNIQUE (kind, key)
);

CREATE TABLE sync_facts (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE sync_notes (
    list TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    text BLOB NOT NULL,
    PRIMARY KEY (list, kind, key)
) WITHOUT ROWID;
CREATE INDEX sync_notes_of_row ON sync_notes (kind, key);

CREATE TABLE graves (kind TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;

CREATE TABLE unplaced_rows (
    rowid INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    registers BLOB NOT NULL,
    UNIQUE (kind, key)
);

CREATE TABLE unplaced_references (
    target BLOB NOT NULL,
    row INTEGER NOT NULL REFERENCES unplaced_rows (rowid),
    owns INTEGER NOT NULL,
    PRIMARY KEY (target, row)
) WITHOUT ROWID;
CREATE INDEX unplaced_references_of_row ON unplaced_references (row);

CREATE TABLE digests (kind TEXT PRIMARY KEY, count INTEGER NOT NULL, hash INTEGER NOT NULL) WITHOUT ROWID;
