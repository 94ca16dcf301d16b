-- When people at a destination were first called for an alert, by the database's clock, whatever became of it since; null while
-- that is yet to come. Where people see only what calls them, they answer for nothing else.
ALTER TABLE told ADD COLUMN called_first timestamptz;

UPDATE told SET called_first = statement_timestamp() WHERE asked_at IS NOT NULL;

-- Only alerts for which people were called before are meant; null: all that the message shows.
ALTER TABLE hook_wish ADD COLUMN called_before timestamptz;
