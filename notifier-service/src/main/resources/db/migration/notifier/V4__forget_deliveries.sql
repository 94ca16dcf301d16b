-- What is over long ago is found without reading the rest.
CREATE INDEX delivery_over ON delivery (created_at) WHERE state IN ('DELIVERED', 'DROPPED', 'SUPERSEDED');
CREATE INDEX conversation_by_age ON conversation (opened_at);
