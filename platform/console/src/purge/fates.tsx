import { Link } from 'wouter';
import type { PurgeItem } from '../api/purge';
import { count } from '../design/format';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { fateLooks } from './looks';
import './purge.css';

const shown = 30;

/** What becomes of each backup, and why. What stays comes first, then what somebody might regret: the exceptions that one looks for. */
export function Fates({ items }: { items: PurgeItem[] }) {
  const stays = (each: PurgeItem) => each.fate === 'stays' || each.fate === 'remains';
  const rank = (each: PurgeItem) => (stays(each) ? 0 : each.reasons.length > 0 ? 1 : 2);
  const sorted = items.toSorted((one, other) => rank(one) - rank(other));
  return (
    <ul className="purge-fates" aria-label="What becomes of each backup">
      {sorted.slice(0, shown).map((each) => (
        <li key={each.runId}>
          <StatusWord look={fateLooks[each.fate]} />
          <span>
            <Link href={`/runs/${each.runId}`}>
              <When at={each.takenAt} withClock />
            </Link>
            {each.reasons.map((reason) => (
              <p key={reason} className={stays(each) ? 'soft' : undefined}>
                {reason}
              </p>
            ))}
          </span>
        </li>
      ))}
      {sorted.length > shown && <li className="soft">and {count(sorted.length - shown, 'more', 'more')}</li>}
    </ul>
  );
}
