import { useState } from 'react';
import { tellCustomers, waiveNotice } from '../api/incident';
import { Act } from '../design/act';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { StatusWord } from '../design/status';
import { TextArea } from '../design/text-area';
import { When } from '../design/when';
import { type OfIncident, useIncidentAct } from './incident-acts';
import { noticeLooks } from './looks';

/** What customers are told of it: drafted, sent, or waived with a reason. */
export function CustomerNotice({ incident }: OfIncident) {
  const { blocked, told, askAgain } = useIncidentAct();
  const [writing, setWriting] = useState(false);
  const [words, setWords] = useState('');
  const [send, setSend] = useState(false);
  const notice = incident.customerNotice;
  const settled = notice.state === 'sent' || notice.state === 'waived';
  const write = (andSend: boolean) => {
    setWords(notice.text ?? '');
    setSend(andSend);
    setWriting(true);
  };
  return (
    <Card title="Notice to customers" aside={<StatusWord look={noticeLooks[notice.state]} />}>
      <div className="stack">
        {notice.required && !settled && (
          <p>
            It is required
            {notice.dueAt && (
              <>
                , due <When at={notice.dueAt} withClock />
              </>
            )}
            .
          </p>
        )}
        {notice.text ? (
          <blockquote className="notice-text">{notice.text}</blockquote>
        ) : (
          <p className="soft">Nothing is written yet.</p>
        )}
        {notice.by && <p className="soft">By {notice.by}</p>}
        <div className="row">
          {notice.state !== 'sent' && (
            <>
              <Button size="small" blocked={blocked} showReason={false} onClick={() => write(false)}>
                Write…
              </Button>
              <Button
                size="small"
                icon="page"
                blocked={blocked}
                showReason={false}
                onClick={() => write(true)}
              >
                Send…
              </Button>
            </>
          )}
          <Act
            words="Waive…"
            size="small"
            blocked={blocked}
            shown={!settled}
            title="Tell customers nothing?"
            act="Waive it"
            danger
            leave="Not now"
            failed="Nothing was changed"
            note={{ label: 'Why', hint: 'Stands in the timeline.', required: true }}
            work={(note) => waiveNotice(incident, note)}
            onDone={() => told('The notice to customers is waived.', 'neutral')}
            onFailed={askAgain}
          />
        </div>
      </div>
      {writing && (
        <Ask
          title={send ? 'Send this to customers?' : 'Write the notice to customers'}
          act={send ? 'Send it' : 'Keep the draft'}
          wide
          danger={send}
          leave="Not now"
          failed={send ? 'It is not known to be sent' : 'The draft was not kept'}
          blocked={words.trim() === '' ? 'Write something first' : null}
          work={() => tellCustomers(incident, words.trim(), send)}
          onDone={() => told(send ? 'Customers are told.' : 'The draft is kept; nobody is told yet.')}
          onFailed={askAgain}
          onClose={() => setWriting(false)}
        >
          {send && <p>It goes out as it stands here. What was sent cannot be taken back.</p>}
          <TextArea
            label="Notice"
            hint="What customers notice, since when, and when they hear more."
            rows={6}
            maxLength={4_000}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </Ask>
      )}
    </Card>
  );
}
