-- Facts about this server (its epoch among them), accounts, their sessions, and the refresh tokens of those.

CREATE TABLE server_facts (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;

CREATE TABLE users (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    email TEXT NOT NULL,            -- as the person wrote it
    email_key TEXT NOT NULL UNIQUE, -- in lower case
    full_name TEXT NOT NULL,
    password TEXT NOT NULL,         -- PHC string of Argon2id, or a bcrypt hash that came from elsewhere
    role INTEGER NOT NULL DEFAULT 0, -- 0 user, 1 administrator
    created_at INTEGER NOT NULL,    -- ms since 1970, like all times here
    suspended_at INTEGER
);

-- A session is one sign-in of one device; its refresh tokens are a family.
CREATE TABLE sessions (
    rowid INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    user INTEGER NOT NULL REFERENCES users (rowid),
    device TEXT NOT NULL,
    current BLOB NOT NULL,          -- SHA-256 of the refresh token that is not spent
    created_at INTEGER NOT NULL,
    used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    ended_at INTEGER
);
CREATE INDEX sessions_of_user ON sessions (user);
CREATE INDEX sessions_by_end ON sessions (ended_at) WHERE ended_at IS NOT NULL;

-- Every refresh token of a family by its SHA-256, kept until it would have expired, so that re-use is noticed.
CREATE TABLE refresh_tokens (
    hash BLOB PRIMARY KEY,
    session INTEGER NOT NULL REFERENCES sessions (rowid),
    salt BLOB NOT NULL,             -- with the token itself and the server's key it makes the successor
    spent_at INTEGER,
    successor BLOB,                 -- SHA-256
    expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX refresh_tokens_by_expiry ON refresh_tokens (expires_at);

-- Devices that once signed in with the right password: guesses at the account do not lock them out.
CREATE TABLE known_devices (
    hash BLOB PRIMARY KEY,
    user INTEGER NOT NULL REFERENCES users (rowid),
    used_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX known_devices_of_user ON known_devices (user, used_at);
