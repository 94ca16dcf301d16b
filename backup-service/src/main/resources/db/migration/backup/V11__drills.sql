-- Rehearsed disasters.
CREATE TABLE backup_drill (
    id             text        PRIMARY KEY,
    scenario       text        NOT NULL,
    mode           text        NOT NULL CHECK (mode IN ('dry-run', 'test', 'execute')),
    plan_id        text        NOT NULL,
    plan_name      text        NOT NULL,
    component      text        NOT NULL,
    started_by     text        NOT NULL,
    scheduled      boolean     NOT NULL,
    correlation_id text        NOT NULL,
    traceparent    text,
    state          text        NOT NULL CHECK (state IN ('awaiting-approval', 'queued', 'running', 'awaiting-person',
        'succeeded', 'failed', 'inconclusive', 'refused', 'cancelled')),
    -- steps with outcomes and times, what was chosen, components: as the program's records have them
    report         jsonb       NOT NULL,
    decided_by     text,
    failure        text,
    queued_at      timestamptz NOT NULL,
    started_at     timestamptz,
    finished_at    timestamptz,
    CHECK ((state IN ('awaiting-approval', 'queued', 'running', 'awaiting-person')) = (finished_at IS NULL))
);

-- Ids sort by age.
CREATE INDEX backup_drill_of_scenario ON backup_drill (scenario, id DESC);

-- When the next drill is due; a time that passed while the service was away stays due. One row.
CREATE TABLE backup_drill_due (
    name        text        PRIMARY KEY,
    schedule    text        NOT NULL,
    next_due_at timestamptz,
    last_due_at timestamptz
);
