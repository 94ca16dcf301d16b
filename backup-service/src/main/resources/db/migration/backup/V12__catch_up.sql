-- A copy that a run could not store, and that is made up from another location. The row goes when the copy is there.
CREATE TABLE backup_catch_up (
    run_id      text        NOT NULL REFERENCES backup_run,
    location_id text        NOT NULL,
    -- true while somebody writes the copy
    making      boolean     NOT NULL,
    attempts    int         NOT NULL,
    tried_at    timestamptz NOT NULL,
    -- why the last attempt failed, in whole sentences
    problem     text,
    PRIMARY KEY (run_id, location_id)
);
