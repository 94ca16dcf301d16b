-- Whether canaries are committed at the source, and what it says when they are not.
ALTER TABLE wal_report
    ADD COLUMN canaries        text NOT NULL DEFAULT 'unknown'
        CHECK (canaries IN ('committed', 'refused', 'standby', 'off', 'unknown')),
    -- when the source began to refuse them
    ADD COLUMN canaries_since  timestamptz,
    ADD COLUMN canaries_said   text,
    ADD COLUMN canaries_remedy text;
