CREATE TABLE idempotency_keys (
    caller      text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    status      integer     NOT NULL,
    headers     text        NOT NULL, -- JSON object of lists; text, because the answer comes back byte for byte
    body        text,                 -- JSON; null when the answer had none
    expires_at  timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);

CREATE INDEX idempotency_keys_expiry ON idempotency_keys (expires_at);
