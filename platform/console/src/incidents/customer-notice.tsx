import { useState } from 'react';
import { type Incident, tellCustomers, waiveNotice } from '../api/incident';
import { Act } from '../design/act';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { type OfIncident, useIncidentAct } from './incident-acts';
import { noticeLooks } from './looks';
import { AsCustomersRead, headlineLength, WriteNotice } from './write-notice';

type Writing = 'draft' | 'first' | 'another';

/** What customers are told of it: drafted, sent as often as there is something to tell, or waived with a reason. */
export function CustomerNotice({ incident }: OfIncident) {
  const { blocked, told, askAgain } = useIncidentAct();
  const [writing, setWriting] = useState<Writing | null>(null);
  const notice = incident.customerNotice;
  const sent = notice.state === 'sent';
  const settled = sent || notice.state === 'waived';
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
        <NoticeWords notice={notice} />
        {sent && incident.state === 'resolved' && (
          <p>Customers hear that it is over only when somebody sends it.</p>
        )}
        <div className="row">
          {ways(incident).map(([way, words]) => (
            <Button
              key={way}
              size="small"
              {...(way !== 'draft' && { icon: 'page' as const })}
              blocked={blocked}
              showReason={false}
              onClick={() => setWriting(way)}
            >
              {words}
            </Button>
          ))}
          <Act
            words="Waive…"
            size="small"
            blocked={blocked}
            shown={!settled && notice.required !== false}
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
        <WriteNotice
          first={sent ? (notice.draft ?? { title: headline(incident), text: null }) : notice}
          before={sent ? notice : null}
          send={writing !== 'draft'}
          blocked={blocked}
          work={(title, text) => tellCustomers(incident, { title, text, send: writing !== 'draft' })}
          onDone={() =>
            told(writing === 'draft' ? 'The draft is kept; nobody is told yet.' : 'Customers are told.')
          }
          onFailed={askAgain}
          onClose={() => setWriting(null)}
        />
      )}
    </Card>
  );
}

/** What customers read is never mixed with what somebody wrote since. */
export function NoticeWords({ notice }: { notice: Incident['customerNotice'] }) {
  const { draft } = notice;
  return (
    <>
      {notice.text ? (
        <>
          {notice.state === 'sent' && <p className="soft">Customers read last:</p>}
          <AsCustomersRead title={notice.title} text={notice.text} />
        </>
      ) : (
        <p className="soft">Nothing is written yet.</p>
      )}
      <By by={notice.by} at={notice.at} does={doings[notice.state]} />
      {draft && (
        <>
          <p className="soft">Written since, and not sent:</p>
          <AsCustomersRead title={draft.title} text={draft.text} />
          <By by={draft.by} at={draft.at} does="Written" />
        </>
      )}
    </>
  );
}

const doings: Record<Incident['customerNotice']['state'], string> = {
  'not-required': 'Written',
  draft: 'Written',
  sent: 'Sent',
  waived: 'Waived',
  unknown: 'Done',
};

interface ByProps {
  by: string | null;
  at: string | null;
  does: string;
}

/** Nothing where no person did it. */
function By({ by, at, does }: ByProps) {
  return (
    by && (
      <p className="soft">
        {does} by {by}
        {at && (
          <>
            , <When at={at} withClock />
          </>
        )}
      </p>
    )
  );
}

/** Of another notice: nobody who is told of the end must read first that it goes on. */
function headline({ state, customerNotice: { title } }: Incident): string | null {
  return title && state === 'resolved' && !title.startsWith('Resolved')
    ? `Resolved: ${title}`.slice(0, headlineLength)
    : title;
}

function ways({ state, customerNotice }: Incident): (readonly [Writing, string])[] {
  if (state === 'closed') return [];
  return customerNotice.state === 'sent'
    ? [
        ['draft', 'Write another…'],
        ['another', 'Send another…'],
      ]
    : [
        ['draft', 'Write…'],
        ['first', 'Send…'],
      ];
}
