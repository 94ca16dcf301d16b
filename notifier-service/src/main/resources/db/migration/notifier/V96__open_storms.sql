-- Storms that may be joined are looked for whenever somebody is told of something.
CREATE INDEX gathering_storm ON gathering (destination, joined_at) WHERE storm AND NOT closed;
