-- Everything said about one thing at one destination; after its end the next word opens another.
CREATE TABLE conversation (
    id          uuid        PRIMARY KEY,
    destination text        NOT NULL,                     -- a name in the settings
    subject     text        NOT NULL,
    opened_at   timestamptz NOT NULL,
    closed_at   timestamptz
);
CREATE UNIQUE INDEX conversation_open ON conversation (destination, subject) WHERE closed_at IS NULL;

-- How each destination fares, whichever process asks.
CREATE TABLE destination_state (
    name              text        PRIMARY KEY,
    failures          integer     NOT NULL DEFAULT 0,     -- in a row
    pauses            integer     NOT NULL DEFAULT 0,     -- in a row
    paused_until      timestamptz,                        -- it failed too often
    not_before        timestamptz,                        -- it asked everybody to wait
    paced_until       timestamptz,                        -- when all that was sent would have been sent at an even pace
    why               text,                               -- what the last failure said
    last_delivered_at timestamptz
);

ALTER TABLE delivery
    ADD COLUMN conversation_id uuid,
    ADD COLUMN subject         text,
    ADD COLUMN address         text,
    ADD COLUMN operation       text CHECK (operation IN ('OPEN', 'UPDATE', 'CALL', 'CLOSE')),
    ADD COLUMN message         jsonb,
    ADD COLUMN tries           integer NOT NULL DEFAULT 0; -- attempts that count against the channel's bound

-- Until now each delivery was a message of its own.
UPDATE delivery SET
    conversation_id = id, subject = 'event/' || event_id, address = destination, destination = channel || '-ops',
    operation = 'OPEN', message = jsonb_build_object(
        'status', 'NEWS', 'severity', severity,
        'words', jsonb_build_object('title', title, 'text', body, 'facts', facts),
        'lines', '[]'::jsonb, 'more', 0, 'remark', '', 'by', NULL, 'link', '', 'alert', NULL,
        'correlationId', correlation_id);

ALTER TABLE delivery
    ALTER COLUMN conversation_id SET NOT NULL,
    ALTER COLUMN subject SET NOT NULL,
    ALTER COLUMN address SET NOT NULL,
    ALTER COLUMN operation SET NOT NULL,
    ALTER COLUMN message SET NOT NULL,
    DROP COLUMN event_id, DROP COLUMN event_type, DROP COLUMN alert_key,
    DROP COLUMN title, DROP COLUMN body, DROP COLUMN facts, DROP COLUMN correlation_id,
    DROP CONSTRAINT delivery_state_check,
    ADD CONSTRAINT delivery_state_check CHECK (state IN
        ('PENDING', 'SENDING', 'UNKNOWN', 'DELIVERED', 'FAILED', 'DEAD', 'DROPPED', 'SUPERSEDED'));

INSERT INTO destination_state (name) SELECT DISTINCT destination FROM delivery;

-- The next of a destination is found without reading what is settled, and whether a conversation has an earlier one by one look.
DROP INDEX delivery_open;
CREATE INDEX delivery_waiting ON delivery (destination, urgency DESC, position)
    WHERE state IN ('PENDING', 'SENDING', 'UNKNOWN', 'FAILED');
CREATE INDEX delivery_waiting_line ON delivery (conversation_id, position)
    WHERE state IN ('PENDING', 'SENDING', 'UNKNOWN', 'FAILED');
CREATE INDEX delivery_sending ON delivery (destination) WHERE state = 'SENDING';
CREATE INDEX delivery_dead ON delivery (destination, position) WHERE state = 'DEAD';
CREATE INDEX delivery_of_conversation ON delivery (conversation_id, position);
CREATE INDEX delivery_of_subject ON delivery (destination, subject, position);
CREATE INDEX delivery_by_destination ON delivery (destination, position DESC);
