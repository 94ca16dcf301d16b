-- An alert keeps the words that were heard last; those that came too soon after what was told are told when it is time.
ALTER TABLE alert ADD COLUMN unsaid boolean NOT NULL DEFAULT false;
CREATE INDEX alert_unsaid ON alert (revised_at) WHERE unsaid AND state <> 'RESOLVED';
