-- Who was reached is a row of its own. As columns of the gathering, an attempt that settles had to wait for a batch that
-- tells, and each could wait for the other: the one has its delivery and wants the gathering, the other the reverse.
-- No reference to the gathering, for that would lock its row again; retention deletes both.
CREATE TABLE gathering_reach (
    gathering_id uuid        PRIMARY KEY,
    reached_at   timestamptz,                             -- when people were last called here for certain
    failed       boolean     NOT NULL                     -- the last call was given up, or its destination is paused
);

INSERT INTO gathering_reach (gathering_id, reached_at, failed)
SELECT id, reached_at, failed FROM gathering WHERE reached_at IS NOT NULL OR failed;

ALTER TABLE gathering DROP COLUMN reached_at, DROP COLUMN failed;
