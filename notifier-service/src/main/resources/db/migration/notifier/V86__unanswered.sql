-- When people were last called for a gathering, by the database's clock, and how often since without an answer.
ALTER TABLE gathering
    ADD COLUMN called_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN reminders integer NOT NULL DEFAULT 0;

-- What was told long ago is told again in its turn, and not all of it in one minute.
UPDATE gathering SET called_at = now() - random() * interval '4 hours', reminders = 4 WHERE NOT closed;

CREATE INDEX gathering_called ON gathering (called_at) WHERE NOT closed;
