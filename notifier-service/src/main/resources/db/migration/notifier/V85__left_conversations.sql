-- People did not answer and are called again in another conversation; who answers in the former after all, answers.
ALTER TABLE conversation ADD COLUMN left_unanswered boolean NOT NULL DEFAULT false;
