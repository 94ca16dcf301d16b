-- Events that wait for the relay. The columns are those of Debezium's outbox event router (see RATIONALE.md).
CREATE TABLE outbox_event (
    position      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id            uuid        NOT NULL UNIQUE,
    aggregatetype text        NOT NULL, -- the topic
    aggregateid   text        NOT NULL, -- the record's key
    type          text        NOT NULL,
    payload       bytea       NOT NULL,
    source        text        NOT NULL,
    time          timestamptz NOT NULL,
    correlationid text,
    causationid   text,
    traceparent   text,
    settled_at    timestamptz,          -- sent, or dropped by an operator
    dropped_by    text
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);

CREATE INDEX outbox_event_waiting ON outbox_event (position) WHERE settled_at IS NULL;
CREATE INDEX outbox_event_settled ON outbox_event (settled_at) WHERE settled_at IS NOT NULL;

-- Keys whose first waiting event could not be sent: the relay leaves them alone until the next attempt is due.
CREATE TABLE outbox_blocked_key (
    aggregatetype   text        NOT NULL,
    aggregateid     text        NOT NULL,
    position        bigint      NOT NULL,
    attempts        integer     NOT NULL,
    blocked_at      timestamptz NOT NULL,
    next_attempt_at timestamptz NOT NULL,
    undeliverable   boolean     NOT NULL, -- the broker refuses this very event; false: the broker was not to be reached
    failure         text        NOT NULL,
    PRIMARY KEY (aggregatetype, aggregateid)
);

-- Which consumer has seen which event.
CREATE TABLE inbox_event (
    consumer    text        NOT NULL,
    event_id    text        NOT NULL,
    received_at timestamptz NOT NULL,
    PRIMARY KEY (consumer, event_id)
);

CREATE INDEX inbox_event_received ON inbox_event (received_at);

-- What an operator decided about a dead letter. The letters themselves stay in their topic.
CREATE TABLE dead_letter_decision (
    topic      text        NOT NULL,
    partition  integer     NOT NULL,
    "offset"   bigint      NOT NULL,
    decision   text        NOT NULL CHECK (decision IN ('replayed', 'dropped')),
    decided_at timestamptz NOT NULL,
    decided_by text,
    PRIMARY KEY (topic, partition, "offset")
);
