-- What is known of file trees, for the next run to build on: a host that makes backups cannot read them. A run's rows count for
-- others once it is committed, which happens in the transaction that records the run as completed.
CREATE TABLE known_tree (
    run_id     text        PRIMARY KEY,
    plan_id    text        NOT NULL,
    chain_id   text        NOT NULL,
    began_at   timestamptz NOT NULL,
    committed  boolean     NOT NULL DEFAULT false
);

CREATE INDEX known_tree_of_plan ON known_tree (plan_id, run_id DESC);

CREATE TABLE known_tree_object (
    run_id text   NOT NULL REFERENCES known_tree ON DELETE CASCADE,
    name   text   NOT NULL,
    bytes  bigint NOT NULL,
    sha256 text   NOT NULL,
    PRIMARY KEY (run_id, name)
);

CREATE TABLE known_tree_chunk (
    run_id text  NOT NULL REFERENCES known_tree ON DELETE CASCADE,
    sha256 bytea NOT NULL,
    object text  NOT NULL,
    PRIMARY KEY (run_id, sha256)
);

-- The tree's files in the order of a walk, in compressed blocks.
CREATE TABLE known_tree_index (
    run_id text  NOT NULL REFERENCES known_tree ON DELETE CASCADE,
    number int   NOT NULL,
    block  bytea NOT NULL,
    PRIMARY KEY (run_id, number)
);
