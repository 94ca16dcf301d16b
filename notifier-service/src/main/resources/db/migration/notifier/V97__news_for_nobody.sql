-- Information that no route takes is forgotten sooner than what people were told.
CREATE INDEX news_for_nobody ON news (came_at) WHERE destination = '' AND severity = 'INFO';
