-- What people were called for an incident with, at one destination: a row for the delivery that says it. Whether it arrived is the
-- delivery's to know; what that means to the incident is written here once, by whoever holds the incident's row. No reference
-- to the delivery, for that is forgotten sooner, and an attempt that settles is to wait for nobody.
CREATE TABLE incident_call (
    delivery_id   uuid        PRIMARY KEY,
    incident_id   uuid        NOT NULL REFERENCES incident ON DELETE CASCADE,
    version       bigint      NOT NULL,               -- of the incident that called: what was called together has the same one
    whom          text        NOT NULL CHECK (whom IN ('CHANNEL', 'PERSON', 'CUSTOMERS', 'AFTERWARDS', 'REMINDED')),
    person        text,                               -- who was called, of PERSON, or reminded
    destination   text        NOT NULL,
    stands_in_for text,                               -- the destination that was not reached; null: none
    remark        text        NOT NULL,
    called_at     timestamptz NOT NULL,
    state         text        NOT NULL CHECK (state IN ('CALLED', 'ARRIVED', 'FAILED'))
);

CREATE INDEX incident_call_awaited ON incident_call (delivery_id) WHERE state = 'CALLED';
CREATE INDEX incident_call_incident ON incident_call (incident_id, version);
