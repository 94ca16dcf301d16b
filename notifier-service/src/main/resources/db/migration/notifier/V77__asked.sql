-- When people at a destination were called for an alert, for the first time since it was told there or became graver; null
-- while that is yet to come. Only then is it time to wait for an answer, and for a stand-in when there is none.
ALTER TABLE told ADD COLUMN asked_at timestamptz;

UPDATE told SET asked_at = told_at FROM gathering g WHERE g.id = told.gathering_id AND NOT g.closed;

-- Those held back are asked about in turn, by id: their rows are not written for that any more.
DROP INDEX telling_held;
CREATE INDEX telling_held ON telling (alert_id) WHERE outcome = 'HELD';
