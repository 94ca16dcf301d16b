-- One value read at one moment. Appended, read by time, deleted from the old end.
CREATE TABLE sample (
    id       bigint           GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    resource text             NOT NULL,
    metric   text             NOT NULL,
    unit     text             NOT NULL,
    value    double precision NOT NULL,
    at       timestamptz      NOT NULL
);
CREATE INDEX sample_series ON sample (resource, metric, at DESC);
CREATE INDEX sample_at ON sample (at);
