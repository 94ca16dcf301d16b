-- Where the request's trace was left when the run was queued (W3C traceparent): whoever carries the run out goes on from there.
ALTER TABLE backup_run ADD COLUMN traceparent text;
