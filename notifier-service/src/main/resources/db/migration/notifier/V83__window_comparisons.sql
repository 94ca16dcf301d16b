-- What was open in a window's scope when it began: one row an alert, however many, and gone when the window was compared.
CREATE TABLE maintenance_open (
    window_id text     NOT NULL REFERENCES maintenance_window ON DELETE CASCADE,
    key       text     NOT NULL,
    severity  text     NOT NULL,
    urgency   smallint NOT NULL,                               -- the severity's rank, for sorting
    title     text     NOT NULL,
    PRIMARY KEY (window_id, key)
);

INSERT INTO maintenance_open (window_id, key, severity, urgency, title)
SELECT s.window_id, l.key, l.severity, array_position('{INFO,WARNING,CRITICAL,EMERGENCY}'::text[], l.severity) - 1, l.title
FROM maintenance_snapshot s, jsonb_to_recordset(s.open) AS l (key text, severity text, title text)
WHERE s.comparison IS NULL
ON CONFLICT DO NOTHING;

-- What a window left behind: how many alerts, and the gravest of them.
ALTER TABLE maintenance_snapshot RENAME TO maintenance_comparison;
DELETE FROM maintenance_comparison WHERE comparison IS NULL;
ALTER TABLE maintenance_comparison DROP COLUMN open, ALTER COLUMN comparison SET NOT NULL;
UPDATE maintenance_comparison
SET comparison = (SELECT jsonb_object_agg(part.key, jsonb_build_object('count', jsonb_array_length(part.value), 'gravest', part.value))
                  FROM jsonb_each(comparison) AS part);
