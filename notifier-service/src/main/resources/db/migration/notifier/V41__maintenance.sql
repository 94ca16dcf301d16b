-- Maintenance windows as all events heard so far show them.
CREATE TABLE maintenance_window (
    id          text        PRIMARY KEY,
    state       text        NOT NULL CHECK (state IN ('PLANNED', 'STARTED', 'CANCELLED', 'COMPLETED', 'FAILED')),
    described   jsonb       NOT NULL,                      -- the window, as the newest event described it
    planned_end timestamptz NOT NULL,
    as_of       timestamptz NOT NULL,                      -- when that event happened: an older one changes nothing of it
    started_at  timestamptz,
    ended_at    timestamptz,
    why         text        NOT NULL,
    overdue_at  timestamptz                                -- it should have ended and nobody said so: it mutes no more
);
CREATE INDEX maintenance_running ON maintenance_window (planned_end) WHERE state = 'STARTED' AND overdue_at IS NULL;
CREATE INDEX maintenance_ended ON maintenance_window (ended_at) WHERE ended_at IS NOT NULL;

-- What was open in a window's scope when it began, to be compared with what is open when it ends.
CREATE TABLE maintenance_snapshot (
    window_id   text        PRIMARY KEY REFERENCES maintenance_window ON DELETE CASCADE,
    open        jsonb       NOT NULL,
    comparison  jsonb                                      -- null until it ended
);
