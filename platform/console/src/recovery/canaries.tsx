import type { Canaries, Recovery } from '../api/recovery';
import { Fact } from '../design/card';
import { Notice } from '../design/notice';
import { type StatusLook, StatusWord } from '../design/status';
import { When } from '../design/when';

const looks: Record<Canaries['state'], StatusLook> = {
  committed: { tone: 'ok', icon: 'ok', words: 'Can be proven' },
  refused: { tone: 'warn', icon: 'warn', words: 'Cannot be proven' },
  standby: { tone: 'warn', icon: 'warn', words: 'Cannot be proven' },
  off: { tone: 'neutral', icon: 'paused', words: 'Not proven, by choice' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

/** Whether restore tests can prove recovery to a time. Unknown is never fine; null: the service did not tell. */
export const canariesLook = (told: Recovery | null): StatusLook => looks[told?.canaries.state ?? 'unknown'];

/** The same in a line; where there is a notice, that says why. */
export function CanariesFact({ recovery }: { recovery: Recovery | null }) {
  const told = recovery?.canaries;
  return (
    <Fact name="Recovery to a time, by restore tests">
      <StatusWord look={canariesLook(recovery)} />
      {told && !isTrouble(told) && told.reason && <p className="quiet">{told.reason}</p>}
    </Fact>
  );
}

const isTrouble = (told: Canaries) => looks[told.state].tone === 'warn';

/** Since when no restore test can prove a time, why, and what to do; nothing where none need be told. */
export function CanariesNotice({ canaries }: { canaries: Canaries }) {
  if (!isTrouble(canaries)) return null;
  return (
    <Notice
      tone="warn"
      title={
        <>
          Restore tests cannot prove recovery to a time
          {canaries.since && (
            <>
              , since <When at={canaries.since} withClock />
            </>
          )}
        </>
      }
    >
      <p>{canaries.reason ?? 'The service does not tell why.'}</p>
      {canaries.remedy && <p>{canaries.remedy}</p>}
    </Notice>
  );
}
