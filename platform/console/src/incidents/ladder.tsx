import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { isOver, timelineQuery } from '../api/incident';
import { onCallQuery } from '../api/on-call';
import { Card } from '../design/card';
import { capital } from '../design/format';
import { Icon, type IconName } from '../design/icon';
import { Loading, ProblemLine } from '../design/notice';
import type { Tone } from '../design/status';
import { When } from '../design/when';
import type { OfIncident } from './incident-acts';
import { levelWords } from './looks';
import { type Rung, rungs } from './rungs';

const looks: Record<Rung['state'], { tone: Tone; icon: IconName; words: string }> = {
  called: { tone: 'run', icon: 'phone', words: 'Called' },
  nobody: { tone: 'bad', icon: 'bad', words: 'Nobody could be called' },
  next: { tone: 'warn', icon: 'queued', words: 'Is called next' },
  later: { tone: 'neutral', icon: 'phone', words: 'After that' },
  spared: { tone: 'neutral', icon: 'cancelled', words: 'Not called' },
};

/** Who was called when, who is next and when: as a row of steps, from the first level to the last. */
export function Ladder({ incident }: OfIncident) {
  const timeline = useInfiniteQuery(timelineQuery(incident.id));
  const duties = useQuery({ ...onCallQuery, refetchInterval: 30_000 });
  const entries = timeline.data?.pages.flatMap((each) => each.items) ?? [];
  const all = rungs(incident, entries, duties.data?.items ?? null);
  const again = incident.state === 'open' && incident.escalation?.exhausted === true;
  return (
    <Card title={isOver(incident) ? 'Who was called' : 'Who is called'}>
      <div className="stack">
        {(timeline.isPending || duties.isPending) && <Loading what="who is called" lines={2} />}
        {timeline.error && <ProblemLine what="Who was called is not known" error={timeline.error} />}
        {duties.error && <ProblemLine what="Who would be called is not known" error={duties.error} />}
        {timeline.data && duties.data && all.length === 0 && (
          <p>Nobody: settings name no level that is called for incidents.</p>
        )}
        <ol className="ladder" aria-label="Levels that are called, the first one first">
          {all.map((each, index) => (
            <RungStep key={index} rung={each} />
          ))}
        </ol>
        {again && (
          <p>
            Everybody was called.{' '}
            {incident.escalation?.nextAt ? (
              <>
                Everybody is called again <When at={incident.escalation.nextAt} withClock />.
              </>
            ) : (
              'When they are called again is not known.'
            )}
          </p>
        )}
        {incident.respondedAt && incident.responder && incident.state !== 'open' && (
          <p>
            {isOver(incident)
              ? 'Nobody else was called.'
              : `${incident.responder} responds: nobody else is called.`}{' '}
            First response <When at={incident.firstRespondedAt ?? incident.respondedAt} withClock />.
          </p>
        )}
      </div>
    </Card>
  );
}

/** Who is on call now is not who would have been called then. */
function whomWords({ state, person }: Rung): string | null {
  if (state === 'called') return 'Whom the timeline does not say.';
  return state === 'spared' ? null : (person ?? 'Nobody is on call: this level would be passed over.');
}

function RungStep({ rung }: { rung: Rung }) {
  const look = looks[rung.state];
  return (
    <li className={`rung tone-${look.tone} rung-${rung.state}`}>
      <span className="rung-mark">
        <Icon name={look.icon} size={14} />
      </span>
      <div className="rung-words">
        <strong>{rung.level ? capital(levelWords(rung.level)) : 'A level that is not known'}</strong>
        <span className="rung-state">
          {look.words}
          {rung.at && (
            <>
              {' '}
              <When at={rung.at} withClock />
            </>
          )}
        </span>
        <span className="soft">{rung.words ?? whomWords(rung)}</span>
      </div>
    </li>
  );
}
