-- Restores outlive their runs, so they carry what they need of them. What is asked by is a column; all else is in the document.
CREATE TABLE backup_restore (
    id           text        PRIMARY KEY,
    plan_id      text        NOT NULL,
    run_id       text        NOT NULL,
    state        text        NOT NULL
        CHECK (state IN ('awaiting-approval', 'queued', 'running', 'completed', 'failed', 'refused', 'cancelled', 'undone')),
    -- every change adds one: of two that were made at the same time one is refused
    version      bigint      NOT NULL,
    document     jsonb       NOT NULL,
    -- written every second by whoever restores, without a new version
    progress     jsonb       NOT NULL
);

-- Ids sort by age: these serve the lists, newest first.
CREATE INDEX backup_restore_of_plan ON backup_restore (plan_id, id DESC);
CREATE INDEX backup_restore_in_state ON backup_restore (state, id DESC);
