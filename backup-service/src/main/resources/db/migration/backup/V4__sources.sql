-- Plans back up more than databases: what, as {"kind": …} with what belongs to the kind, and how long it is kept.
ALTER TABLE backup_plan ADD COLUMN source jsonb, ADD COLUMN retention jsonb;
UPDATE backup_plan SET
    source = jsonb_build_object('kind', 'POSTGRES', 'host', source_host, 'port', source_port, 'database', source_database),
    retention = jsonb_build_object('age', 'PT' || coalesce(retention_days, 30) * 24 || 'H',
        'hourly', 0, 'daily', 0, 'weekly', 0, 'monthly', 0, 'yearly', 0);
ALTER TABLE backup_plan
    ALTER COLUMN source SET NOT NULL,
    ALTER COLUMN retention SET NOT NULL,
    DROP COLUMN source_host,
    DROP COLUMN source_port,
    DROP COLUMN source_database,
    DROP COLUMN retention_days;

ALTER TABLE backup_run
    ADD COLUMN source_kind text NOT NULL DEFAULT 'postgres'
        CHECK (source_kind IN ('postgres', 'cluster', 'files', 'configuration')),
    -- the full run that this one's backup refers to, its own id when it is one; null without a backup
    ADD COLUMN chain_id text,
    -- in whole sentences, what is not as it should be although there is a backup
    ADD COLUMN remarks text[] NOT NULL DEFAULT '{}';
ALTER TABLE backup_run ALTER COLUMN source_kind DROP DEFAULT;
UPDATE backup_run SET chain_id = id WHERE state IN ('completed', 'partial');
CREATE INDEX backup_run_of_chain ON backup_run (chain_id) WHERE chain_id IS NOT NULL;
