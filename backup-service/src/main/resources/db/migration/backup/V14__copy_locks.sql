-- Until when a location itself refuses to delete a stored copy: as it said when the copy was stored, or refused to be deleted, or was referred to.
CREATE TABLE backup_copy_lock (
    run_id       text        NOT NULL REFERENCES backup_run,
    location_id  text        NOT NULL,
    mode         text        NOT NULL CHECK (mode IN ('governance', 'compliance')),
    -- null: it was asked and locks the copy no more, or never did
    locked_until timestamptz,
    PRIMARY KEY (run_id, location_id)
);

-- Beside left_at, in its order: why.
ALTER TABLE backup_expiry ADD COLUMN left_why text[] NOT NULL DEFAULT '{}';
