import { type RetriedAll, retryAllDeliveries } from '../api/queries';
import { Act } from '../design/act';
import { count } from '../design/format';
import { useAskAgain, useTold } from '../design/told';
import { useBlockedByRole } from '../session/session';
import { type Dead } from './dead';

/** Sends everything again that was given up; says before how much that is. */
export function RetryAll({ dead, destination }: { dead: Dead; destination: string }) {
  const blocked = useBlockedByRole();
  const told = useTold('deliveries', 'destinations');
  const askAgain = useAskAgain('deliveries', 'destinations');
  const where = destination ? ` to ${destination}` : '';
  const many = dead.count === null ? 'All' : `${count(dead.count, 'message')}${dead.more ? ' or more' : ''}`;
  return (
    <Act
      words={destination ? `Send all given up${where} again…` : 'Send all given up again…'}
      icon="refresh"
      shown={dead.count !== 0}
      blocked={blocked}
      showReason
      title={`Send ${many.toLowerCase()}${where} again?`}
      act={dead.count === 1 && !dead.more ? 'Send it again' : 'Send all again'}
      failed="Whether anything is sent again is not known"
      work={() => retryAllDeliveries(destination)}
      onDone={(done) => told(retriedWords(done))}
      onFailed={askAgain}
    >
      <p>
        {dead.count === null
          ? 'How many that are is not known: everything that was given up, also days ago.'
          : `${many} that ${dead.count === 1 && !dead.more ? 'was' : 'were'} given up${where}, also days ago.`}
      </p>
      <p>What did arrive after all, people will see twice.</p>
    </Act>
  );
}

/** What became of all of them. */
export function retriedWords({ sent, overtaken, nothingLeft }: RetriedAll) {
  return [
    sent === null ? 'They are sent again.' : `${count(sent, 'message')} sent again.`,
    overtaken ? `${overtaken} not: newer words about the same were told.` : '',
    nothingLeft ? `${nothingLeft} not: it is over, and nobody there heard of it.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
