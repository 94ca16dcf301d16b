-- PagerDuty phones nobody about what joins an incident that was acknowledged. Whoever is called after an acknowledgement is
-- called in another conversation, which is another incident there.
ALTER TABLE conversation ADD COLUMN acknowledged boolean NOT NULL DEFAULT false;

UPDATE conversation c SET acknowledged = true
WHERE closed_at IS NULL
  AND EXISTS (SELECT 1 FROM delivery d WHERE d.conversation_id = c.id AND d.message ->> 'status' = 'ACKNOWLEDGED');
