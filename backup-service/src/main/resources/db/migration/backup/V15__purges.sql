-- Requests to delete backups before their time, which another person must agree to. What is asked by is a column; all else is in the document.
CREATE TABLE backup_purge (
    id           text        PRIMARY KEY,
    plan_id      text        NOT NULL,
    state        text        NOT NULL
        CHECK (state IN ('awaiting-approval', 'deleting', 'completed', 'failed', 'refused', 'expired', 'cancelled')),
    -- every change adds one: of two that were made at the same time one is refused
    version      bigint      NOT NULL,
    requested_at timestamptz NOT NULL,
    document     jsonb       NOT NULL
);

-- Ids sort by age: these serve the lists, newest first.
CREATE INDEX backup_purge_of_plan ON backup_purge (plan_id, id DESC);
CREATE INDEX backup_purge_in_state ON backup_purge (state, id DESC);

ALTER TABLE backup_expiry ADD COLUMN approved_by text;

-- A restore that nobody decided on.
ALTER TABLE backup_restore DROP CONSTRAINT backup_restore_state_check;
ALTER TABLE backup_restore ADD CONSTRAINT backup_restore_state_check CHECK (state IN
    ('awaiting-approval', 'queued', 'running', 'completed', 'failed', 'refused', 'expired', 'cancelled', 'undone'));
