CREATE SEQUENCE incident_number;

-- The document is the whole incident; the columns beside it are what is searched and counted.
CREATE TABLE incident (
    id              uuid        PRIMARY KEY,
    number          bigint      NOT NULL UNIQUE,
    priority        text        NOT NULL CHECK (priority IN ('P0', 'P1', 'P2', 'P3')),
    state           text        NOT NULL CHECK (state IN ('OPEN', 'RESPONDING', 'RESOLVED', 'CLOSED')),
    by_alert        boolean     NOT NULL,
    join_key        text,
    last_alert_at   timestamptz,
    opened_at       timestamptz NOT NULL,
    response_due_at timestamptz NOT NULL,
    responded_at    timestamptz,
    resolved_at     timestamptz,
    version         bigint      NOT NULL,
    document        jsonb       NOT NULL
);

CREATE INDEX incident_going_on ON incident (number DESC) WHERE state IN ('OPEN', 'RESPONDING');
CREATE INDEX incident_by_time ON incident (opened_at);

-- What falls due. A row is changed only by whoever holds its incident's row.
CREATE TABLE incident_clock (
    incident_id uuid        NOT NULL REFERENCES incident ON DELETE CASCADE,
    kind        text        NOT NULL,
    due_at      timestamptz NOT NULL,
    PRIMARY KEY (incident_id, kind)
);

CREATE INDEX incident_clock_due ON incident_clock (due_at);

CREATE TABLE incident_alert (
    incident_id uuid        NOT NULL REFERENCES incident ON DELETE CASCADE,
    alert_id    uuid        NOT NULL,
    joined_at   timestamptz NOT NULL,
    over_at     timestamptz,
    PRIMARY KEY (incident_id, alert_id)
);

CREATE INDEX incident_alert_alert ON incident_alert (alert_id);

CREATE TABLE incident_entry (
    position    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    incident_id uuid        NOT NULL REFERENCES incident,
    at          timestamptz NOT NULL,
    what        text        NOT NULL,
    by          text,
    words       text        NOT NULL,
    reference   text
);

CREATE INDEX incident_entry_order ON incident_entry (incident_id, position);

-- What happened is not rewritten, not even by a defect.
CREATE FUNCTION incident_entry_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'A timeline is only ever appended to'; END $$;

CREATE TRIGGER incident_entry_stays BEFORE UPDATE OR DELETE ON incident_entry
    FOR EACH ROW EXECUTE FUNCTION incident_entry_stays();

CREATE TABLE incident_post_mortem (
    incident_id uuid        PRIMARY KEY REFERENCES incident ON DELETE CASCADE,
    markdown    text        NOT NULL,
    author      text        NOT NULL,
    updated_at  timestamptz NOT NULL,
    version     bigint      NOT NULL
);
