-- What each audience sees: every row once, at its latest state and number. Every key begins with the stream.

-- name: user:{id}, group:{id}, public. head: the greatest number given. stamp: the greatest clock ever seen, without
-- its replica.
CREATE TABLE streams (
    stream INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    head INTEGER NOT NULL,
    stamp INTEGER NOT NULL
);

-- text: the row as a pull tells it. due: when the removal of a row with its own identifier arrived, or a disagreement
-- was noted, in ms; jobs look for it.
CREATE TABLE stream_rows (
    place INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (stream),
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    number INTEGER NOT NULL,
    grave INTEGER NOT NULL,
    due INTEGER,
    text TEXT NOT NULL,
    UNIQUE (stream, kind, key)
);
CREATE UNIQUE INDEX stream_rows_by_number ON stream_rows (stream, number);
CREATE INDEX stream_rows_by_due ON stream_rows (stream, due) WHERE due IS NOT NULL;

-- Which rows belong to which: owner is a hash of the owner's name, which need not be here; whoever looks checks it.
CREATE TABLE stream_owners (
    stream INTEGER NOT NULL REFERENCES streams (stream),
    owner INTEGER NOT NULL,
    place INTEGER NOT NULL,          -- of stream_rows
    PRIMARY KEY (stream, owner, place)
) WITHOUT ROWID;

-- The digest by kind, kept with each change.
CREATE TABLE stream_digests (
    stream INTEGER NOT NULL REFERENCES streams (stream),
    kind TEXT NOT NULL,
    count INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    PRIMARY KEY (stream, kind)
) WITHOUT ROWID;

-- The last push of each replica that was applied.
CREATE TABLE stream_pushes (
    stream INTEGER NOT NULL REFERENCES streams (stream),
    replica BLOB NOT NULL,
    push BLOB NOT NULL,
    PRIMARY KEY (stream, replica)
) WITHOUT ROWID;
