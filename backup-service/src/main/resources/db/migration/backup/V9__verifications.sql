-- Checks of backups. A backup outlives its plan and a check outlives its backup, so nothing refers to them.
CREATE TABLE backup_verification (
    id             text        PRIMARY KEY,
    kind           text        NOT NULL CHECK (kind IN ('checksums', 'restore-test')),
    run_id         text        NOT NULL,
    plan_id        text        NOT NULL,
    plan_name      text        NOT NULL,
    -- null: every copy, or the first that can be read
    location_id    text,
    taken_at       timestamptz NOT NULL,
    trigger_kind   text        NOT NULL CHECK (trigger_kind IN ('manual', 'schedule', 'after-run', 'drill')),
    requested_by   text,
    objective_ms   bigint,
    correlation_id text        NOT NULL,
    traceparent    text,
    state          text        NOT NULL
        CHECK (state IN ('queued', 'running', 'passed', 'failed', 'inconclusive', 'cancelled')),
    -- findings, copies, measured: as the program's records have them
    report         jsonb       NOT NULL,
    remedy         text,
    queued_at      timestamptz NOT NULL,
    started_at     timestamptz,
    finished_at    timestamptz,
    CHECK ((state IN ('queued', 'running')) = (finished_at IS NULL))
);

-- Ids sort by age: these serve the lists, newest first.
CREATE INDEX backup_verification_of_plan ON backup_verification (plan_id, id DESC);
CREATE INDEX backup_verification_of_run ON backup_verification (run_id, id DESC);

-- The latest that is known of each copy.
CREATE TABLE backup_copy_verdict (
    run_id      text        NOT NULL,
    location_id text        NOT NULL,
    plan_id     text        NOT NULL,
    taken_at    timestamptz NOT NULL,
    present     text        CHECK (present IN ('passed', 'failed')),
    present_at  timestamptz,
    intact      text        CHECK (intact IN ('passed', 'failed')),
    intact_at   timestamptz,
    PRIMARY KEY (run_id, location_id),
    CHECK ((present IS NULL) = (present_at IS NULL) AND (intact IS NULL) = (intact_at IS NULL))
);

CREATE INDEX backup_copy_verdict_of_plan ON backup_copy_verdict (plan_id, taken_at DESC);

-- When each plan is to be verified next; a time that passed while the service was away stays due.
CREATE TABLE backup_verification_due (
    plan_id     text        NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('checksums', 'restore-test')),
    schedule    text        NOT NULL,
    next_due_at timestamptz,
    -- the last due time that came: what was due then should be done by now
    last_due_at timestamptz,
    PRIMARY KEY (plan_id, kind)
);
