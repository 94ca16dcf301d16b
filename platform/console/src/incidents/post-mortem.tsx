import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { finishPostMortem, isOver, type PostMortem, postMortemQuery } from '../api/incident';
import { isRefusal } from '../api/refusal';
import { Act } from '../design/act';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { capital, duration, secondsBetween, short } from '../design/format';
import { Markdown } from '../design/markdown';
import { Loading, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';
import { useClock, When } from '../design/when';
import { type OfIncident, useIncidentAct } from './incident-acts';
import { postMortemLooks } from './looks';
import { WritePostMortem } from './write-post-mortem';

/** What was learned: shown, written, and said to be done. */
export function PostMortemCard({ incident }: OfIncident) {
  const found = useQuery({
    ...postMortemQuery(incident.id),
    retry: (failures, error) => !isRefusal(error) && failures < 2,
  });
  const { state, dueAt } = incident.postMortem;
  return (
    <Card title="Post-mortem" aside={<StatusWord look={postMortemLooks[state]} />}>
      <div className="stack">
        {state !== 'done' && dueAt && <Deadline incident={incident} dueAt={dueAt} />}
        {!isOver(incident) && (
          <p className="soft">
            It becomes due when the incident is resolved. Until then a draft is made of the timeline.
          </p>
        )}
        {found.isPending && <Loading what="the post-mortem" />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'What is shown may be out of date' : 'The post-mortem cannot be shown'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && <Written incident={incident} found={found.data} />}
      </div>
    </Card>
  );
}

/** "To be written within 20 h: 48 h after the incident was resolved." */
export function deadlineWords(dueAt: string, resolvedAt: string | null, now: number): string {
  const left = (Date.parse(dueAt) - now) / 1000;
  const within = secondsBetween(resolvedAt, dueAt);
  const rule = within === null ? '' : `: it is due ${hours(within)} after the incident was resolved`;
  return left < 0 ? `${duration(-left)} overdue${rule}.` : `${capital(duration(left))} left${rule}.`;
}

/** As people say a deadline: "48 h" rather than "2 d". */
const hours = (seconds: number) =>
  seconds % 3600 === 0 && seconds <= 72 * 3600 ? `${seconds / 3600} h` : duration(seconds);

function Deadline({ incident, dueAt }: OfIncident & { dueAt: string }) {
  const words = useClock((now) => deadlineWords(dueAt, incident.resolvedAt, now));
  return (
    <p>
      <strong>{words}</strong> <span className="quiet nowrap">{short(dueAt)}</span>
    </p>
  );
}

function Written({ incident, found }: OfIncident & { found: PostMortem }) {
  const { blocked, told, askAgain } = useIncidentAct();
  const [writing, setWriting] = useState(false);
  const done = found.state === 'done';
  const nothing = found.markdown.trim() === '';
  const notYet = !isOver(incident)
    ? 'The incident is not over'
    : found.author === null
      ? 'Nobody has written it yet'
      : null;
  return (
    <>
      <p className="soft">
        {found.author ? (
          <>
            Written by {found.author}, <When at={found.updatedAt} withClock />
          </>
        ) : nothing ? (
          'Nothing is written yet.'
        ) : (
          'Nobody has written it yet: what stands here is made of the timeline.'
        )}
      </p>
      {!nothing && (
        <details className="why" open={isOver(incident)}>
          <summary>{found.author ? 'Read it' : 'The draft'}</summary>
          <Markdown text={found.markdown} />
        </details>
      )}
      <div className="row">
        <Button
          size="small"
          icon="page"
          blocked={blocked}
          showReason={false}
          onClick={() => setWriting(true)}
        >
          Write…
        </Button>
        <Act
          words="It is done…"
          size="small"
          icon="check"
          shown={!done}
          blocked={blocked ?? notYet}
          showReason={blocked === null}
          title="Is the post-mortem done?"
          act="It is done"
          failed="Nothing was changed"
          work={() => finishPostMortem(incident.id)}
          onDone={() => told('The post-mortem is done.')}
          onFailed={askAgain}
        >
          <p>Nobody is reminded of it any more.</p>
        </Act>
      </div>
      {writing && <WritePostMortem incident={incident} found={found} onClose={() => setWriting(false)} />}
    </>
  );
}
