import { Link } from 'wouter';
import type { PurgeItem } from '../api/purge';
import { count } from '../design/format';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { fateLooks } from './looks';
import './purge.css';

const shown = 30;

/** What becomes of each backup, and why. What stays comes first, since it is the exception that somebody looks for. */
export function Fates({ items }: { items: PurgeItem[] }) {
  const stays = (each: PurgeItem) => each.fate === 'stays' || each.fate === 'remains';
  const sorted = [...items.filter(stays), ...items.filter((each) => !stays(each))];
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
              <p key={reason} className="soft">
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
