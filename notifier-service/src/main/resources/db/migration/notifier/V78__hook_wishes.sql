-- What people want done to more alerts than fit into one transaction or into a caller's patience, until it is done.
CREATE TABLE hook_wish (
    number     bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,   -- the order in which they were said
    deed       text        NOT NULL CHECK (deed IN ('ACKNOWLEDGE', 'UNACKNOWLEDGE', 'RESOLVE')),
    subject    text        NOT NULL CHECK (subject IN ('ALERT', 'CONVERSATION')),
    subject_id uuid        NOT NULL,
    by         text        NOT NULL,
    via        text        NOT NULL,
    at         timestamptz NOT NULL,                                   -- alerts raised later are not meant
    done       uuid                                                    -- the last alert to which it is done; null: none yet
);
CREATE INDEX hook_wish_by_subject ON hook_wish (subject_id, number);
