-- counted: when the digest was last counted anew from the rows, in ms; jobs take those first whose time is longest ago.
ALTER TABLE streams ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX streams_by_counted ON streams (counted);
