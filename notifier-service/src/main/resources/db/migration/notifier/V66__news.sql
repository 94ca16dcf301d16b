-- News that came too fast to be told one by one at a destination.
CREATE TABLE news_digest (
    id          uuid        PRIMARY KEY,
    destination text        NOT NULL,
    opened_at   timestamptz NOT NULL,
    joined_at   timestamptz NOT NULL,               -- when the latest came
    members     integer     NOT NULL,
    dirty       boolean     NOT NULL,               -- it grew, and that is yet to be said
    closed      boolean     NOT NULL DEFAULT false
);
CREATE INDEX news_digest_open ON news_digest (destination, opened_at DESC) WHERE NOT closed;
CREATE INDEX news_digest_closed ON news_digest (joined_at) WHERE closed;

-- News (INFO) that was told, one row for each and destination, in its whole words.
CREATE TABLE news (
    position       bigint      GENERATED ALWAYS AS IDENTITY,
    id             uuid        NOT NULL,
    destination    text        NOT NULL,
    digest_id      uuid        REFERENCES news_digest ON DELETE CASCADE,   -- null: it was told by itself
    told_at        timestamptz NOT NULL,
    event_type     text        NOT NULL,
    title          text        NOT NULL,
    words          jsonb       NOT NULL,
    correlation_id text        NOT NULL,
    PRIMARY KEY (id, destination)
);
CREATE INDEX news_alone ON news (destination, told_at) WHERE digest_id IS NULL;
CREATE INDEX news_of_digest ON news (digest_id) WHERE digest_id IS NOT NULL;
CREATE INDEX news_by_age ON news (told_at);
