-- Long work that outlives its process: restores, verifications, drills, copies to make up. A job is here until it is done; what it
-- did stands in its own table, whose row has the same id.
CREATE TABLE backup_job (
    id                  text        PRIMARY KEY,
    kind                text        NOT NULL,
    -- what it is about: a plan's id
    subject             text        NOT NULL,
    -- at most one job of a kind with the same key; null: as many as come
    exclusive_key       text,
    correlation_id      text        NOT NULL,
    traceparent         text,
    added_at            timestamptz NOT NULL,
    -- not to be started before; later than added_at after a failure
    not_before          timestamptz NOT NULL,
    -- how often it was started, and how often it broke in a way that nobody had expected
    attempt             int         NOT NULL DEFAULT 0,
    breakdowns          int         NOT NULL DEFAULT 0,
    lease_owner         text,
    lease_until         timestamptz,
    cancelled_by        text,
    CHECK ((lease_owner IS NULL) = (lease_until IS NULL))
);

CREATE UNIQUE INDEX backup_job_exclusive ON backup_job (kind, exclusive_key) WHERE exclusive_key IS NOT NULL;
CREATE INDEX backup_job_startable ON backup_job (kind, not_before, id);
