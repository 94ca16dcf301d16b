-- A key is deleted with its last alert, which is asked for by key.
CREATE INDEX alert_over_by_key ON alert (key) WHERE state = 'RESOLVED';

DELETE FROM alert_key k WHERE NOT EXISTS (SELECT 1 FROM alert a WHERE a.key = k.key);
