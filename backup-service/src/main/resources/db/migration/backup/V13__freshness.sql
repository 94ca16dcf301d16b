-- What is expected to happen again and again, since when it is watched, and for which time it was last told that it did not.
CREATE TABLE backup_expectation (
    plan_id       text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('backup', 'restore-test', 'recovery-drill')),
    watched_since timestamptz NOT NULL,
    told_for      timestamptz,
    PRIMARY KEY (plan_id, kind)
);
