-- Which delivery called people for an alert, and which one last reached them, both by its position: a message that was on its
-- way already when an alert joined does not show it, however late it arrives. Null: the times tell.
ALTER TABLE told ADD COLUMN asked_by bigint;
ALTER TABLE gathering_reach ADD COLUMN reached_by bigint;
