-- Incidents that were open before their calls had rows: what they called people with since they last began, as far as it is known.
-- What is still on its way is followed from here on.
INSERT INTO incident_call (delivery_id, incident_id, version, whom, person, destination, remark, called_at, state)
SELECT d.id, i.id, 0, CASE WHEN p.person IS NULL THEN 'CHANNEL' ELSE 'PERSON' END, p.person, d.destination,
       coalesce(d.message ->> 'remark', ''), greatest(d.created_at, b.begun),
       CASE WHEN d.state = 'DELIVERED' THEN 'ARRIVED' WHEN d.state IN ('DEAD', 'DROPPED') THEN 'FAILED' ELSE 'CALLED' END
FROM incident i
CROSS JOIN LATERAL (SELECT coalesce((i.document -> 'response' ->> 'againAt')::timestamptz, i.opened_at) AS begun) b
CROSS JOIN LATERAL (SELECT NULL::text AS person UNION ALL
                    SELECT called FROM jsonb_object_keys(i.document -> 'escalation' -> 'called') AS called) p
JOIN delivery d ON d.subject = 'incident/' || i.id || coalesce('/' || p.person, '')
WHERE i.state = 'OPEN' AND d.operation IN ('OPEN', 'CALL') AND d.state <> 'SUPERSEDED'
  AND d.created_at > b.begun - interval '10 seconds'        -- by another clock
ON CONFLICT (delivery_id) DO NOTHING;

-- When a sender spoke again after it was last silent for so long; null: it never was.
ALTER TABLE heard_type ADD COLUMN back_since timestamptz;

-- The same answer as before, by one look for what is deaf to all and one for the sender's own silences.
CREATE INDEX deaf_of_sender ON deaf (event_type, source, until);
CREATE OR REPLACE FUNCTION deaf_time(beginning timestamptz, type text, sender text) RETURNS interval LANGUAGE sql STABLE
RETURN (
    SELECT coalesce(sum(upper(one) - lower(one)), interval '0')
    FROM unnest((SELECT range_agg(tstzrange(greatest(d.since, beginning), d.until)) FROM (
        SELECT since, until FROM deaf WHERE event_type = '' AND source = '' AND until > beginning
        UNION ALL
        SELECT since, until FROM deaf WHERE event_type = type AND source = sender AND type <> '' AND until > beginning) d)) AS one
);
