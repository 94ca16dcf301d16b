-- What is known of each input: when it was heard, and how long it has been silent while somebody listened.
CREATE TABLE input_state (
    name          text        PRIMARY KEY,
    expected      text        NOT NULL,               -- the setting that it is watched by, such as PT1H; empty: not watched
    watched_since timestamptz NOT NULL,               -- when that setting was first seen
    checked_at    timestamptz NOT NULL,               -- until when silent_millis is counted
    silent_millis bigint      NOT NULL DEFAULT 0,     -- time without a word, as far as this service was there to hear one
    told          integer     NOT NULL DEFAULT 0,     -- how often its silence was reported since it was last heard
    last_heard_at timestamptz,                        -- anything that was accepted
    beat_at       timestamptz,                        -- what counts as being heard of
    received      bigint      NOT NULL DEFAULT 0,
    refused       bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- What inputs have said, so that what is said again is known. Deleted when it was not said for long.
CREATE TABLE input_signal (
    input    text        NOT NULL,
    id       text        NOT NULL,
    key      text        NOT NULL,
    says     text        NOT NULL,
    since    timestamptz,                             -- when what it speaks of began; null where the source does not say
    heard_at timestamptz NOT NULL,
    times    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (input, id)
) WITH (fillfactor = 80);

CREATE INDEX input_signal_later ON input_signal (input, key, since) WHERE says = 'FIRING';
CREATE INDEX input_signal_heard ON input_signal (heard_at);

-- What was not taken, and why: the same words are one row, and each input keeps its latest.
CREATE TABLE input_refusal (
    input    text        NOT NULL,
    code     text        NOT NULL,
    words    text        NOT NULL,
    status   integer     NOT NULL,
    times    bigint      NOT NULL DEFAULT 1,
    first_at timestamptz NOT NULL,
    last_at  timestamptz NOT NULL,
    PRIMARY KEY (input, code, words)
);

CREATE INDEX input_refusal_latest ON input_refusal (input, last_at DESC);
