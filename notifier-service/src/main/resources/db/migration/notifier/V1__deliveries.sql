-- One notice to one destination. What is still to be told is in these rows, never only in memory.
CREATE TABLE delivery (
    position       bigint      GENERATED ALWAYS AS IDENTITY, -- the order in which they were planned
    id             uuid        PRIMARY KEY,
    event_id       text        NOT NULL,
    event_type     text        NOT NULL,
    alert_key      text        NOT NULL,
    severity       text        NOT NULL CHECK (severity IN ('INFO', 'WARNING', 'CRITICAL', 'EMERGENCY')),
    urgency        smallint    NOT NULL,                  -- the severity's rank, for sorting
    title          text        NOT NULL,
    body           text        NOT NULL,
    facts          jsonb       NOT NULL,
    correlation_id text        NOT NULL,
    channel        text        NOT NULL,
    destination    text        NOT NULL,
    state          text        NOT NULL
        CHECK (state IN ('PENDING', 'SENDING', 'UNKNOWN', 'DELIVERED', 'FAILED', 'DEAD', 'DROPPED')),
    owner          text,                                  -- the sender that holds it while SENDING
    attempts       integer     NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL,
    ladder_from    timestamptz NOT NULL,                  -- age counts from here; a person's retry sets it anew
    due_at         timestamptz NOT NULL,                  -- next attempt or look-up; while SENDING, the lease's end
    delivered_at   timestamptz,
    reference      text,                                  -- the message's name at the provider
    dropped_by     text,
    UNIQUE (event_id, channel, destination)
);

-- Finding the next delivery of every destination must not read what is settled.
CREATE INDEX delivery_open ON delivery (channel, destination, urgency DESC, position)
    WHERE state IN ('PENDING', 'SENDING', 'UNKNOWN', 'FAILED');
CREATE UNIQUE INDEX delivery_position ON delivery (position);
CREATE INDEX delivery_by_state ON delivery (state, position DESC);

CREATE TABLE attempt (
    delivery_id uuid        NOT NULL REFERENCES delivery ON DELETE CASCADE,
    number      integer     NOT NULL,
    at          timestamptz NOT NULL,
    owner       text        NOT NULL,
    outcome     text,                                     -- null: running, or its sender stopped without a word
    detail      text        NOT NULL DEFAULT '',
    PRIMARY KEY (delivery_id, number)
);
