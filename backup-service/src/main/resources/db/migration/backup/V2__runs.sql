-- Runs outlive their plan, so they carry what they need of it and do not refer to it.
CREATE TABLE backup_run (
    id                     text        PRIMARY KEY,
    plan_id                text        NOT NULL,
    plan_name              text        NOT NULL,
    source_name            text        NOT NULL,
    run_trigger            text        NOT NULL CHECK (run_trigger IN ('manual', 'schedule')),
    requested_by           text,
    retention_seconds      bigint,
    correlation_id         text        NOT NULL,
    state                  text        NOT NULL
        CHECK (state IN ('queued', 'running', 'completed', 'partial', 'failed', 'cancelled')),
    phase                  text        CHECK (phase IN ('preparing', 'dumping', 'finishing')),
    source_bytes           bigint      NOT NULL,
    stored_bytes           bigint      NOT NULL,
    estimated_source_bytes bigint,
    bytes_per_second       bigint,
    eta_seconds            bigint,
    queued_at              timestamptz NOT NULL,
    started_at             timestamptz,
    finished_at            timestamptz,
    copies                 jsonb       NOT NULL,
    failure_code           text,
    failure_message        text,
    failure_remedy         text,
    lease_owner            text,
    lease_until            timestamptz,
    cancelled_by           text,
    cancel_requested_at    timestamptz,
    CHECK ((state = 'running') = (lease_owner IS NOT NULL)),
    CHECK ((state IN ('failed', 'cancelled')) = (failure_code IS NOT NULL)),
    CHECK ((state IN ('queued', 'running')) = (finished_at IS NULL))
);

-- However many instances there are: one run of a plan at a time.
CREATE UNIQUE INDEX backup_run_one_at_a_time ON backup_run (plan_id) WHERE state IN ('queued', 'running');
CREATE INDEX backup_run_waiting ON backup_run (queued_at, id) WHERE state = 'queued';
CREATE INDEX backup_run_leases ON backup_run (lease_until) WHERE state = 'running';
-- Ids sort by age: these serve the lists, newest first.
CREATE INDEX backup_run_of_plan ON backup_run (plan_id, id DESC);
CREATE INDEX backup_run_in_state ON backup_run (state, id DESC);

CREATE TABLE backup_run_manifest (
    run_id   text  PRIMARY KEY REFERENCES backup_run,
    manifest bytea NOT NULL
);
