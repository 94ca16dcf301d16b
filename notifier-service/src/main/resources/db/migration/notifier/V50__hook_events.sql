-- What callers of hooks sent and was taken in, so that what they send again is known. Forgotten after a week.
CREATE TABLE hook_event (
    source   text        NOT NULL CHECK (length(source) BETWEEN 1 AND 200),
    event_id text        NOT NULL CHECK (length(event_id) BETWEEN 1 AND 100),
    heard_at timestamptz NOT NULL,
    PRIMARY KEY (source, event_id)
);
CREATE INDEX hook_event_by_age ON hook_event (heard_at);
