-- For whom a run's objects were encrypted: fingerprints of the keys. A run that one of its recipients could not open whole goes on with
-- no chain. Runs from before this are known to be for nobody.
ALTER TABLE known_tree ADD COLUMN recipients text[] NOT NULL DEFAULT '{}';
