-- What is over long ago is found without reading the rest.
CREATE INDEX gathering_by_age ON gathering (opened_at);
CREATE INDEX silence_by_end ON silence (ends_at) WHERE next_change_at IS NULL;
CREATE INDEX maintenance_over ON maintenance_window (as_of) WHERE state IN ('CANCELLED', 'COMPLETED', 'FAILED');
CREATE INDEX announcement_settled ON announcement (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX on_call_cover_by_end ON on_call_cover (ends);
CREATE INDEX input_refusal_by_age ON input_refusal (last_at);
