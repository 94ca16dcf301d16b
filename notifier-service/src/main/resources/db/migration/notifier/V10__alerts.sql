-- What is wrong, or was. One row an episode; of one key at most one is open.
CREATE TABLE alert (
    position       bigint      GENERATED ALWAYS AS IDENTITY,   -- the order in which they were raised
    id             uuid        PRIMARY KEY,
    key            text        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('FIRING', 'ACKNOWLEDGED', 'RESOLVED')),
    revision       integer     NOT NULL,
    severity       text        NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'CRITICAL', 'EMERGENCY')),
    urgency        smallint    NOT NULL,                       -- the severity's rank, for sorting
    title          text        NOT NULL,
    body           text        NOT NULL,
    facts          jsonb       NOT NULL,
    labels         jsonb       NOT NULL,
    event_id       text        NOT NULL,
    event_type     text        NOT NULL,
    source         text        NOT NULL,
    correlation_id text        NOT NULL,
    traceparent    text,
    started_at     timestamptz NOT NULL,
    raised_at      timestamptz NOT NULL,
    heard_at       timestamptz NOT NULL,
    reports        bigint      NOT NULL,
    flapping       boolean     NOT NULL,
    ends_at        timestamptz,                                -- ends by itself then, unless heard of again
    revised_at     timestamptz NOT NULL,                       -- when it last changed in a way that was told
    acknowledged   jsonb,
    ending         jsonb,
    ended_at       timestamptz,
    CHECK ((state = 'RESOLVED') = (ending IS NOT NULL))
) WITH (fillfactor = 80);                                      -- room for updates that touch no index

CREATE UNIQUE INDEX alert_open ON alert (key) WHERE state <> 'RESOLVED';
CREATE INDEX alert_by_urgency ON alert (urgency DESC, position DESC) WHERE state <> 'RESOLVED';
CREATE UNIQUE INDEX alert_by_position ON alert (position);
CREATE INDEX alert_ending ON alert (ends_at) WHERE state <> 'RESOLVED' AND ends_at IS NOT NULL;
CREATE INDEX alert_ended ON alert (ended_at) WHERE state = 'RESOLVED';

-- Whoever changes an alert holds its key's row: reports of one key follow each other, also from two instances.
CREATE TABLE alert_key (
    key  text          PRIMARY KEY,
    ends timestamptz[] NOT NULL DEFAULT '{}'                   -- when its latest episodes ended, for flapping
) WITH (fillfactor = 80);

CREATE TABLE alert_history (
    alert_id uuid        NOT NULL REFERENCES alert ON DELETE CASCADE,
    revision integer     NOT NULL,
    at       timestamptz NOT NULL,
    what     text        NOT NULL,
    by       text,                                             -- the person; null when no person did it
    words    text        NOT NULL,
    PRIMARY KEY (alert_id, revision)
);
