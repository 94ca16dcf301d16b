-- Several services may send events of a type that come all the time: the silence of one says nothing of another.
DROP FUNCTION deaf_time(timestamptz, text);
TRUNCATE heard_type;
ALTER TABLE heard_type
    ADD COLUMN source text NOT NULL,
    DROP CONSTRAINT heard_type_pkey,
    ADD PRIMARY KEY (event_type, source);

DELETE FROM deaf WHERE event_type <> '';
ALTER TABLE deaf
    ADD COLUMN source text NOT NULL DEFAULT '',
    DROP CONSTRAINT deaf_pkey,
    ADD PRIMARY KEY (event_type, source, since);
CREATE INDEX deaf_until ON deaf (until);

-- How much of the time since then was one of which nothing can be known, for events of this type from this service.
CREATE FUNCTION deaf_time(beginning timestamptz, type text, sender text) RETURNS interval LANGUAGE sql STABLE
RETURN (
    SELECT coalesce(sum(upper(one) - lower(one)), interval '0')
    FROM unnest((SELECT range_agg(tstzrange(greatest(since, beginning), until))
                 FROM deaf WHERE until > beginning AND (event_type = '' OR event_type = type AND source = sender))) AS one
);
