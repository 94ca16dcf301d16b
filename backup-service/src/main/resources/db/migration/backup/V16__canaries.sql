-- Transactions that were committed at a source for restore tests to look for in what they recovered.
CREATE TABLE wal_canary (
    plan_id        text        NOT NULL,
    -- behind its commit; unsigned, as pg_lsn
    lsn            bigint      NOT NULL,
    timeline       bigint      NOT NULL,
    transaction_id bigint      NOT NULL,
    role           text        NOT NULL,
    -- it was committed between these, by the source's clock
    begun_at       timestamptz NOT NULL,
    committed_at   timestamptz NOT NULL,
    PRIMARY KEY (plan_id, lsn)
);
