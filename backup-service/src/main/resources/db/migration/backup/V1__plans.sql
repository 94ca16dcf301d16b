-- What is backed up, as the settings of the last start declared it. No secret is ever written here.
CREATE TABLE backup_plan (
    id                   text        PRIMARY KEY,
    name                 text        NOT NULL,
    source_host          text        NOT NULL,
    source_port          int         NOT NULL,
    source_database      text        NOT NULL,
    -- cron, zone and jitter together, or all null: a plan that only people start
    cron                 text,
    zone                 text,
    jitter_millis        bigint,
    location_ids         text[]      NOT NULL,
    retention_days       int,
    rpo_seconds          bigint,
    rto_seconds          bigint,
    enabled              boolean     NOT NULL,
    -- when the schedule wants the next run; in the past while the service was away
    next_due_at          timestamptz,
    -- set when the plan is no longer in the settings; its runs stay
    retired_at           timestamptz,
    updated_at           timestamptz NOT NULL,
    CHECK ((cron IS NULL) = (zone IS NULL) AND (cron IS NULL) = (jitter_millis IS NULL))
);

CREATE INDEX backup_plan_due ON backup_plan (next_due_at) WHERE enabled AND retired_at IS NULL;
