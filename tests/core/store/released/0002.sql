-- A store as version 2 wrote it. Never changed again once version 2 is released.
CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE replicas (rowid INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);
CREATE TABLE sections (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    position REAL NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE TABLE habits (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    question TEXT NOT NULL,
    description TEXT NOT NULL,
    why TEXT NOT NULL,
    identity TEXT NOT NULL,
    cue TEXT NOT NULL,
    craving TEXT NOT NULL,
    response TEXT NOT NULL,
    reward TEXT NOT NULL,
    minimal_dose TEXT NOT NULL,
    intentions TEXT NOT NULL,
    color TEXT NOT NULL,
    icon TEXT NOT NULL,
    section INTEGER REFERENCES sections (rowid),
    position REAL NOT NULL,
    direction INTEGER NOT NULL,
    measure INTEGER NOT NULL,
    unit TEXT NOT NULL,
    difficulty INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    category INTEGER NOT NULL,
    start_date INTEGER,
    end_date INTEGER,
    made_on INTEGER NOT NULL,
    archived_on INTEGER,
    source TEXT NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE TABLE habit_rules (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    habit INTEGER NOT NULL REFERENCES habits (rowid),
    valid_from INTEGER NOT NULL,
    schedule TEXT NOT NULL,
    target REAL,
    bound INTEGER NOT NULL,
    silence INTEGER NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE INDEX habit_rules_of_habit ON habit_rules (habit, valid_from);
CREATE TABLE pauses (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    habit INTEGER REFERENCES habits (rowid),
    from_day INTEGER NOT NULL,
    to_day INTEGER,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE INDEX pauses_of_habit ON pauses (habit);
CREATE TABLE tags (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    color TEXT NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE TABLE habit_tags (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    habit INTEGER NOT NULL REFERENCES habits (rowid),
    tag INTEGER NOT NULL REFERENCES tags (rowid),
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE INDEX habit_tags_of_habit ON habit_tags (habit);
CREATE INDEX habit_tags_of_tag ON habit_tags (tag);
CREATE TABLE habit_logs (
    rowid INTEGER PRIMARY KEY,
    habit INTEGER NOT NULL REFERENCES habits (rowid),
    day INTEGER NOT NULL,
    mark INTEGER NOT NULL,
    amount REAL,
    note TEXT NOT NULL,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
);
CREATE UNIQUE INDEX habit_logs_of_day ON habit_logs (habit, day);
CREATE TABLE reminders (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    habit INTEGER NOT NULL REFERENCES habits (rowid),
    time INTEGER NOT NULL,
    days INTEGER NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE INDEX reminders_of_habit ON reminders (habit);
CREATE TABLE dismissals (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    habit INTEGER NOT NULL REFERENCES habits (rowid),
    suggestion INTEGER NOT NULL,
    dismissed_on INTEGER NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE INDEX dismissals_of_habit ON dismissals (habit);
CREATE TABLE goals (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    target REAL NOT NULL,
    unit TEXT NOT NULL,
    start_date INTEGER NOT NULL,
    target_date INTEGER,
    completed_at INTEGER,
    archived_at INTEGER,
    category INTEGER NOT NULL,
    position REAL NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE TABLE goal_links (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    goal INTEGER NOT NULL REFERENCES goals (rowid),
    habit INTEGER NOT NULL REFERENCES habits (rowid),
    weight REAL NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE INDEX goal_links_of_goal ON goal_links (goal);
CREATE INDEX goal_links_of_habit ON goal_links (habit);
CREATE TABLE goal_entries (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    goal INTEGER NOT NULL REFERENCES goals (rowid),
    day INTEGER NOT NULL,
    amount REAL NOT NULL,
    note TEXT NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE INDEX goal_entries_of_goal ON goal_entries (goal, day);
CREATE TABLE milestones (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    goal INTEGER NOT NULL REFERENCES goals (rowid),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    position REAL NOT NULL,
    target_date INTEGER,
    completed_at INTEGER,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE INDEX milestones_of_goal ON milestones (goal);
CREATE TABLE settings (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    removed_at INTEGER,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    clocks BLOB,
    extra TEXT
, removed_whole INTEGER NOT NULL DEFAULT 0);
CREATE TABLE histories (
    habit INTEGER PRIMARY KEY REFERENCES habits (rowid),
    count INTEGER NOT NULL,
    bytes BLOB NOT NULL
);
CREATE TABLE batches (
    rowid INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL REFERENCES replicas (rowid),
    rows BLOB NOT NULL
);
CREATE TABLE outbox (
    rowid INTEGER PRIMARY KEY,
    kind TEXT,
    row INTEGER,
    registers BLOB,
    batch INTEGER REFERENCES batches (rowid), key TEXT, stamp INTEGER DEFAULT 0, replica INTEGER NOT NULL DEFAULT 0, over_stamp INTEGER NOT NULL DEFAULT 0, over_replica INTEGER NOT NULL DEFAULT 0, reasons BLOB, burial INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, row)
);
CREATE TABLE steps (
    rowid INTEGER PRIMARY KEY,
    side TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    batch INTEGER REFERENCES batches (rowid),
    items BLOB NOT NULL
);
CREATE INDEX steps_of_side ON steps (side);
CREATE TABLE stand_ins (
    kind TEXT NOT NULL,
    row INTEGER NOT NULL,
    register TEXT NOT NULL,
    stamp INTEGER NOT NULL,
    replica INTEGER NOT NULL,
    original_stamp INTEGER NOT NULL,
    original_replica INTEGER NOT NULL,
    PRIMARY KEY (kind, row, register)
) WITHOUT ROWID;
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
INSERT INTO meta (name, value) VALUES ('change_number', 4);
INSERT INTO meta (name, value) VALUES ('greatest_stamp', 117543900000000000);
INSERT INTO meta (name, value) VALUES ('replica', 1);
INSERT INTO meta (name, value) VALUES ('store', X'0199A0000000700080000000000000A2');
INSERT INTO replicas (rowid, id) VALUES (1, X'0199A0000000700080000000000000A1');
INSERT INTO replicas (rowid, id) VALUES (2, X'0199A0000000700080000000000000B1');
INSERT INTO sections (rowid, id, name, position, removed_at, stamp, replica, clocks, extra, removed_whole) VALUES (1, X'0199A000000070008000000000000001', 'Morning', 0.0, NULL, 117543900000000000, 1, NULL, NULL, 0);
INSERT INTO habits (rowid, id, name, question, description, why, identity, cue, craving, response, reward, minimal_dose, intentions, color, icon, section, position, direction, measure, unit, difficulty, priority, category, start_date, end_date, made_on, archived_on, source, removed_at, stamp, replica, clocks, extra, removed_whole) VALUES (1, X'0199A000000070008000000000000002', 'Read', '', '', '', '', '', '', '', '', '', '', '', '', 1, 0.0, 0, 0, '', 1, 1, 0, NULL, NULL, 20759, NULL, '', NULL, 117543900000000000, 1, NULL, NULL, 0);
INSERT INTO habit_rules (rowid, id, habit, valid_from, schedule, target, bound, silence, removed_at, stamp, replica, clocks, extra, removed_whole) VALUES (1, X'0199A000000070008000000000000003', 1, 20759, 'daily', NULL, 0, 0, NULL, 117543900000000000, 1, NULL, NULL, 0);
INSERT INTO habit_logs (rowid, habit, day, mark, amount, note, stamp, replica, clocks, extra) VALUES (1, 1, 20759, 1, NULL, 'first', 117543900000000000, 1, NULL, NULL);
INSERT INTO habit_logs (rowid, habit, day, mark, amount, note, stamp, replica, clocks, extra) VALUES (2, 1, 20760, 0, 2.5, '', 117543900000000000, 1, NULL, NULL);
INSERT INTO goals (rowid, id, name, description, target, unit, start_date, target_date, completed_at, archived_at, category, position, removed_at, stamp, replica, clocks, extra, removed_whole) VALUES (1, X'0199A000000070008000000000000004', 'Run', '', 500.0, 'km', 20759, NULL, NULL, NULL, 0, 0.0, NULL, 117543900000000000, 1, NULL, NULL, 0);
INSERT INTO settings (rowid, id, key, value, removed_at, stamp, replica, clocks, extra, removed_whole) VALUES (1, X'0199A000000070008000000000000005', 'day-begin', '4', NULL, 117543900000000000, 1, NULL, NULL, 0);
INSERT INTO outbox (rowid, kind, row, registers, batch, key, stamp, replica, over_stamp, over_replica, reasons, burial, refused) VALUES (1, 'habit', 1, X'046E616D6580E09CD0BCE3CCA103020000', NULL, NULL, 117543900000000000, 0, 0, 0, NULL, 0, 0);
INSERT INTO sync_facts (name, value) VALUES ('cursor', '7');
INSERT INTO sync_notes (list, kind, key, text) VALUES ('held', 'goal', '"0199a000-0000-7000-8000-000000000004"', '{}');
INSERT INTO graves (kind, key) VALUES ('goal', '"0199a000-0000-7000-8000-0000000000c1"');
PRAGMA application_id = 1130457458;
PRAGMA user_version = 2;
