-- Where the trace of the event goes on (W3C traceparent); null for deliveries from before, and for events without a trace.
ALTER TABLE delivery ADD COLUMN traceparent text;
