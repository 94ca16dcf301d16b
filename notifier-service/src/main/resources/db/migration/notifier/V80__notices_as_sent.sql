-- What customers were told stays as it was sent, and what is written later stands beside it. It used to take its place; the
-- timeline knows what was sent: a headline, an empty line, the text.
WITH told AS (
    SELECT DISTINCT ON (incident_id) incident_id, position, at, by, words, strpos(words, E'\n\n') AS gap FROM incident_entry
    WHERE what = 'CUSTOMERS_TOLD' ORDER BY incident_id, position DESC
), written AS (
    SELECT DISTINCT ON (incident_id) incident_id, position, at, by FROM incident_entry
    WHERE what = 'CUSTOMER_NOTICE_DRAFTED' AND by IS NOT NULL ORDER BY incident_id, position DESC
)
UPDATE incident i
SET document = jsonb_set(i.document, '{customerNotice}', jsonb_build_object(
    'state', 'SENT', 'title', left(t.words, t.gap - 1), 'text', substr(t.words, t.gap + 2), 'by', t.by,
    'at', to_char(t.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'draft', CASE WHEN w.position > t.position THEN jsonb_build_object(
        'title', i.document #> '{customerNotice,title}', 'text', i.document #> '{customerNotice,text}', 'by', w.by,
        'at', to_char(w.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) END))
FROM told t LEFT JOIN written w ON w.incident_id = t.incident_id
WHERE i.id = t.incident_id AND t.gap > 0 AND i.document #>> '{customerNotice,state}' = 'SENT';

-- A draft is by who wrote it: it used to be by whoever had waived the notice before.
WITH written AS (
    SELECT DISTINCT ON (incident_id) incident_id, at, by, words FROM incident_entry
    WHERE what = 'CUSTOMER_NOTICE_DRAFTED' AND by IS NOT NULL ORDER BY incident_id, position DESC
)
UPDATE incident i
SET document = jsonb_set(i.document, '{customerNotice}', i.document -> 'customerNotice' || jsonb_build_object(
    'by', w.by, 'at', to_char(w.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
FROM written w
WHERE i.id = w.incident_id AND i.document #>> '{customerNotice,state}' = 'DRAFT'
  AND i.document #>> '{customerNotice,text}' = w.words;
