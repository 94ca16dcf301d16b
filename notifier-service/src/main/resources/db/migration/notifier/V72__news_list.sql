-- For the list of news, newest first.
CREATE UNIQUE INDEX news_by_position ON news (position);
