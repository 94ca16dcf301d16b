-- In the order of claims: by urgency, and changes of what people know already after what they do not know yet.
DROP INDEX delivery_waiting;
CREATE INDEX delivery_waiting ON delivery (destination, urgency DESC, (operation = 'UPDATE'), position)
    WHERE state IN ('PENDING', 'SENDING', 'UNKNOWN', 'FAILED');
