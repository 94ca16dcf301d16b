-- Who covers whom. Rotations are settings; only what people arrange among themselves is rows.
CREATE TABLE on_call_cover (
    id         uuid        PRIMARY KEY,           -- UUIDv7: ordered by age, and the newer one holds
    schedule   text        NOT NULL,
    person     text        NOT NULL,
    begins     timestamptz NOT NULL,
    ends       timestamptz NOT NULL CHECK (ends > begins),
    reason     text        NOT NULL,
    by         text        NOT NULL,
    created_at timestamptz NOT NULL,
    covers     text[]      NOT NULL,              -- whose turn it was when it was arranged
    removed_at timestamptz,
    removed_by text
);

CREATE INDEX on_call_cover_holding ON on_call_cover (ends) WHERE removed_at IS NULL;
