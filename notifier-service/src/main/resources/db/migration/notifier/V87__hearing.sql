-- Everything that was published before this moment has taken effect here.
CREATE TABLE hearing (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    heard_until timestamptz NOT NULL
);

-- Events that come all the time while whoever sends them works, once one was heard.
CREATE TABLE heard_type (
    event_type text PRIMARY KEY,
    heard_at timestamptz NOT NULL,
    -- So long without one is a silence.
    within interval NOT NULL
);

-- Times in which nobody listened, or what was said had not taken effect yet (event_type is empty), and times in which nobody sent
-- events of a type that come all the time: silence in them says nothing.
CREATE TABLE deaf (
    event_type text NOT NULL DEFAULT '',
    since timestamptz NOT NULL,
    until timestamptz NOT NULL CHECK (until > since),
    PRIMARY KEY (event_type, since)
);

-- How much of the time since then was such a time, for events of this type.
CREATE FUNCTION deaf_time(beginning timestamptz, type text) RETURNS interval LANGUAGE sql STABLE
RETURN (
    SELECT coalesce(sum(upper(one) - lower(one)), interval '0')
    FROM unnest((SELECT range_agg(tstzrange(greatest(since, beginning), until))
                 FROM deaf WHERE until > beginning AND event_type IN ('', type))) AS one
);
