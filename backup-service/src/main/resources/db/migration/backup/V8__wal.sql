-- What WAL is stored where. A row is written before the object: what lies at a location under this name has these bytes.
CREATE TABLE wal_object (
    plan_id      text        NOT NULL,
    name         text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('segment', 'partial', 'history')),
    timeline     bigint      NOT NULL,
    number       bigint      NOT NULL,
    -- the position up to which it holds WAL; unsigned, as pg_lsn
    up_to        bigint      NOT NULL,
    source_bytes bigint      NOT NULL,
    bytes        bigint      NOT NULL,
    sha256       text        NOT NULL,
    history      text,
    sealed_at    timestamptz NOT NULL,
    PRIMARY KEY (plan_id, name)
);

CREATE TABLE wal_copy (
    plan_id     text        NOT NULL,
    name        text        NOT NULL,
    location_id text        NOT NULL,
    stored_at   timestamptz NOT NULL,
    PRIMARY KEY (plan_id, name, location_id),
    FOREIGN KEY (plan_id, name) REFERENCES wal_object
);

-- How it stands with a plan's WAL, as its receiver tells once a second.
CREATE TABLE wal_report (
    plan_id           text        PRIMARY KEY,
    state             text        NOT NULL CHECK (state IN ('healthy', 'warning', 'down', 'unknown')),
    reason            text,
    slot              text        NOT NULL,
    -- empty and 0 until the server has told them for the first time
    system_identifier text        NOT NULL,
    segment_bytes     int         NOT NULL,
    received          bigint,
    shipped           bigint,
    recovery_point_at timestamptz,
    rpo_millis        bigint,
    reported_at       timestamptz NOT NULL
);

-- Alarms that were told and are not over, so that each is told once however often its receiver starts.
CREATE TABLE wal_alarm (
    plan_id   text        NOT NULL,
    alarm     text        NOT NULL,
    raised_at timestamptz NOT NULL,
    PRIMARY KEY (plan_id, alarm)
);
