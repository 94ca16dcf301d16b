-- How grave an open alert was before it was less so, and until when: what swings calls people for the graver one once.
ALTER TABLE alert ADD COLUMN graver text, ADD COLUMN graver_until timestamptz;

-- Whether anything was attempted lately is asked every minute where a heartbeat is set.
CREATE INDEX attempt_by_time ON attempt (at);
