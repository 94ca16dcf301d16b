-- What was decided about an open alert: whom it was told, or why nobody. One row an alert.
CREATE TABLE telling (
    alert_id   uuid        PRIMARY KEY REFERENCES alert ON DELETE CASCADE,
    outcome    text        NOT NULL CHECK (outcome IN ('TOLD', 'HELD', 'NOBODY')),
    decided_at timestamptz NOT NULL,
    kind       text,                                  -- what holds it back; HELD only
    reference  text,
    why        text        NOT NULL,
    until      timestamptz,
    CHECK ((outcome = 'HELD') = (kind IS NOT NULL))
);
-- Those held back are asked about again, the longest unasked first.
CREATE INDEX telling_held ON telling (decided_at) WHERE outcome = 'HELD';

-- Alerts that a destination is told together. Its subject in conversations is alerts/<id>.
CREATE TABLE gathering (
    id              uuid        PRIMARY KEY,
    destination     text        NOT NULL,
    group_key       text        NOT NULL,
    storm           boolean     NOT NULL,
    urgency         smallint    NOT NULL,             -- the gravest it ever held: a graver newcomer calls people again
    opened_at       timestamptz NOT NULL,
    joined_at       timestamptz NOT NULL,             -- when the latest alert came in
    members         integer     NOT NULL,
    uncalled        integer     NOT NULL DEFAULT 0,   -- came in since people were last called
    call_at         timestamptz,                      -- when those are told, loudly; null when there are none
    dirty           boolean     NOT NULL DEFAULT false, -- something changed that is yet to be said
    conversation_id uuid,
    closed          boolean     NOT NULL DEFAULT false,
    reached_at      timestamptz,                      -- when people were last called here for certain
    failed          boolean     NOT NULL DEFAULT false -- the last call was given up, or its destination is paused
);
CREATE INDEX gathering_open ON gathering (destination, opened_at DESC) WHERE NOT closed;
CREATE INDEX gathering_recent ON gathering (destination, opened_at DESC);
CREATE INDEX gathering_to_say ON gathering (id) WHERE dirty;
CREATE INDEX gathering_to_call ON gathering (call_at) WHERE call_at IS NOT NULL;
CREATE INDEX gathering_conversation ON gathering (conversation_id);

-- Who was told of an alert, where and by which route.
CREATE TABLE told (
    alert_id     uuid        NOT NULL REFERENCES alert ON DELETE CASCADE,
    destination  text        NOT NULL,
    gathering_id uuid        NOT NULL REFERENCES gathering ON DELETE CASCADE,
    told_at      timestamptz NOT NULL,
    route        text        NOT NULL,
    why          text        NOT NULL,
    stand_in_for text,
    stood_in     boolean     NOT NULL DEFAULT false,  -- it did not arrive in time, and the stand-in was seen to
    PRIMARY KEY (alert_id, destination)
);
CREATE INDEX told_gathering ON told (gathering_id);
-- Emergencies are looked for every few seconds, to see whether they arrived.
CREATE INDEX alert_emergency ON alert (raised_at) WHERE state = 'FIRING' AND severity = 'EMERGENCY';
