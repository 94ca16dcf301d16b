-- All news, not only what was told for information: how grave it is, and why nobody was told of it.
ALTER TABLE news
    ADD COLUMN severity    text,
    ADD COLUMN came_at     timestamptz,
    ADD COLUMN why         text NOT NULL DEFAULT '',   -- why it was not told, yet or at all; empty: it was
    ADD COLUMN due_at      timestamptz,                -- when the hours of its route begin; null: nothing is left to do
    ADD COLUMN traceparent text,
    ALTER COLUMN told_at DROP NOT NULL;                -- the destination is empty where nobody is told

UPDATE news SET severity = 'INFO', came_at = told_at;

ALTER TABLE news ALTER COLUMN severity SET NOT NULL, ALTER COLUMN came_at SET NOT NULL;

DROP INDEX news_alone, news_by_age;
CREATE INDEX news_alone ON news (destination, told_at) WHERE digest_id IS NULL AND severity = 'INFO';
CREATE INDEX news_by_age ON news (came_at);
CREATE INDEX news_due ON news (due_at, position) WHERE due_at IS NOT NULL;
