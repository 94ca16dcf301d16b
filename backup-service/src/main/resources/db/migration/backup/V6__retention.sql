-- A backup that must stay, whatever the rules say.
CREATE TABLE backup_hold (
    run_id    text        PRIMARY KEY REFERENCES backup_run,
    reason    text        NOT NULL,
    placed_by text        NOT NULL,
    placed_at timestamptz NOT NULL
);

-- A backup that retention lets go. Written before anything is deleted: from then on it is no backup any more.
CREATE TABLE backup_expiry (
    run_id       text        PRIMARY KEY REFERENCES backup_run,
    plan_id      text        NOT NULL,
    cause        text        NOT NULL CHECK (cause IN ('age', 'count', 'generation', 'requested')),
    reason       text        NOT NULL,
    requested_by text,
    decided_at   timestamptz NOT NULL,
    -- null while its objects are being deleted
    expired_at   timestamptz,
    freed_bytes  bigint      NOT NULL DEFAULT 0,
    -- locations that have not let go of everything yet; each prune tries again
    left_at      text[]      NOT NULL
);

CREATE INDEX backup_expiry_unfinished ON backup_expiry (plan_id) WHERE expired_at IS NULL OR left_at <> '{}';
