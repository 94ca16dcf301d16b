import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { alertSummaryQuery, severities } from '../api/alert';
import { Icon } from '../design/icon';
import { Loading, ProblemNotice } from '../design/notice';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { severityLooks } from './looks';

/** How many of each severity, and which has waited longest for somebody to take it on. */
export function AlertCounts({ chosen }: { chosen: string }) {
  const liveness = useLiveness();
  const found = useQuery({ ...alertSummaryQuery, refetchInterval: pollEvery(liveness, true) });
  if (found.isPending) return <Loading what="the counts" lines={2} />;
  if (found.error)
    return (
      <ProblemNotice
        what={found.data ? 'The counts may be out of date' : 'How many alerts there are is not known'}
        error={found.error}
        retry={() => void found.refetch()}
      />
    );
  const { firing, acknowledged, muted, oldest } = found.data;
  return (
    <>
      <ul className="alert-counts" aria-label="Open alerts by severity">
        {severities.map((each) => {
          const look = severityLooks[each];
          const waits = firing[each];
          return (
            <li key={each}>
              <Link
                href={chosen === each ? '/alerts' : `/alerts?severity=${each}`}
                className={`alert-count tone-${waits === 0 ? 'neutral' : waits === null ? 'unknown' : look.tone}`}
                aria-current={chosen === each || undefined}
              >
                <span className="alert-count-name">
                  <Icon name={look.icon} /> {look.words}
                </span>
                <span className="alert-count-figure">{waits ?? 'unknown'}</span>
                <span className="alert-count-more">
                  firing
                  {acknowledged[each] === null
                    ? ', acknowledged unknown'
                    : acknowledged[each] > 0 && `, ${acknowledged[each]} acknowledged`}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className="soft alert-oldest">
        {oldest && (
          <span>
            Longest without anybody: <Link href={`/alerts/${oldest.id}`}>{oldest.title}</Link>, raised{' '}
            <When at={oldest.raisedAt} otherwise="at an unknown time" />.
          </span>
        )}
        <span>
          {muted === null
            ? 'How many are muted is not known.'
            : muted > 0 && <Link href="/silences">{muted} muted</Link>}
        </span>
      </p>
    </>
  );
}
