-- What people are told of maintenance windows.
CREATE TABLE announcement (
    position     bigint      GENERATED ALWAYS AS IDENTITY,
    id           uuid        PRIMARY KEY,
    window_id    text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('DAY_BEFORE', 'HOUR_BEFORE', 'STARTS', 'CHANGED', 'EXTENDED', 'OVERDUE',
                                                      'CANCELLED', 'DONE')),
    due_at       timestamptz NOT NULL,
    waits        boolean     NOT NULL,                      -- for an event: the start is told when it happens
    state        text        NOT NULL CHECK (state IN ('PLANNED', 'SENT', 'DROPPED')),
    why          text,                                      -- of a dropped one
    subject      text        NOT NULL,
    body         text        NOT NULL,
    starts_at    timestamptz NOT NULL,                      -- of the window, as it was told
    ends_at      timestamptz NOT NULL,
    destinations text[]      NOT NULL,
    planned_at   timestamptz NOT NULL,
    settled_at   timestamptz,
    CHECK ((state = 'PLANNED') = (settled_at IS NULL))
);
CREATE UNIQUE INDEX announcement_position ON announcement (position);
-- One planned of a kind: a moved window moves it.
CREATE UNIQUE INDEX announcement_planned ON announcement (window_id, kind) WHERE state = 'PLANNED';
CREATE INDEX announcement_due ON announcement (due_at) WHERE state = 'PLANNED' AND NOT waits;
CREATE INDEX announcement_sent ON announcement (window_id, settled_at DESC) WHERE state = 'SENT';
