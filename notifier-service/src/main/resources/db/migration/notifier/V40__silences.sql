-- Who does not want to be told of what, until when, and why. Nothing is deleted: one that is over tells what was kept back.
CREATE TABLE silence (
    position       bigint      GENERATED ALWAYS AS IDENTITY,
    id             uuid        PRIMARY KEY,
    matchers       jsonb       NOT NULL,                   -- conditions as text, all of which must hold
    reason         text        NOT NULL,
    owner          text        NOT NULL,
    created_at     timestamptz NOT NULL,
    starts_at      timestamptz NOT NULL,
    ends_at        timestamptz NOT NULL CHECK (ends_at > starts_at),
    repeats        jsonb,                                  -- null: mutes from start to end
    version        bigint      NOT NULL DEFAULT 0,
    ended_at       timestamptz,                            -- by a person, before its time
    ended_by       text,
    warned_at      timestamptz,                            -- when its owner was told that it is about to end
    next_change_at timestamptz,                            -- when it next begins or ceases to mute; null: never again
    CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX silence_position ON silence (position);
CREATE INDEX silence_open ON silence (ends_at) WHERE ended_at IS NULL;
CREATE INDEX silence_turning ON silence (next_change_at) WHERE next_change_at IS NOT NULL;
CREATE INDEX silence_ending ON silence (ends_at) WHERE warned_at IS NULL AND ended_at IS NULL;
