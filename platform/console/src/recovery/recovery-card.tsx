import { useQuery } from '@tanstack/react-query';
import { type Recovery, recoveryQuery } from '../api/recovery';
import { retentionQuery } from '../api/retention';
import { locationLooks } from '../backups/looks';
import { Card, Fact, Facts } from '../design/card';
import { bytes, duration } from '../design/format';
import { Loading, Notice, ProblemNotice } from '../design/notice';
import { Badge, StatusWord } from '../design/status';
import { When } from '../design/when';
import { CanariesFact, CanariesNotice } from './canaries';
import { bytesBetween } from './lsn';
import { rpoLook } from './rpo';
import { WindowPicture } from './window-picture';

/** When the base backups that are kept were taken; null while that is not known. */
export function useBaseBackups(planId: string): number[] | null {
  const kept = useQuery(retentionQuery(planId));
  return (
    kept.data?.items.flatMap((each) => (each.takenAt === null ? [] : [Date.parse(each.takenAt)])) ?? null
  );
}

/** How much of what was received is not stored elsewhere yet. */
export function behindWords({ shippedLsn, receivedLsn }: Recovery): string {
  const behind = bytesBetween(shippedLsn, receivedLsn);
  if (behind === null) return 'how much is not stored yet is unknown';
  return behind === 0 ? 'all that was received' : `${bytes(behind)} less than received`;
}

/** A cluster's recovery to a point in time: what would be lost now, and back to when. */
export function RecoveryCard({ planId }: { planId: string }) {
  const found = useQuery({ ...recoveryQuery(planId), refetchInterval: 5_000 });
  const bases = useBaseBackups(planId);
  // An answer that nobody renews says nothing about now.
  const told = found.isError ? null : (found.data ?? null);
  return (
    <Card title="Recovery to any time" aside={<Badge look={locationLooks[told?.state ?? 'unknown']} />}>
      {found.isPending && <Loading what="the recovery window" lines={3} />}
      {found.error && (
        <ProblemNotice
          what="How far back it could be recovered is not known now"
          error={found.error}
          retry={() => void found.refetch()}
        />
      )}
      {found.data === null && (
        <p className="soft">
          Its WAL is not received: it can be restored to the times of its backups only, and what was written
          since the last would be lost. Set <code>source.wal</code> in the plan to receive it.
        </p>
      )}
      {found.data && (
        <div className="stack">
          {found.data.reason && (
            <Notice tone={locationLooks[found.data.state].tone} title={found.data.reason}>
              {found.data.gaps.length > 0 && (
                <p>A new base backup begins a new window: choose “Back up now”.</p>
              )}
            </Notice>
          )}
          <CanariesNotice canaries={found.data.canaries} />
          <WindowPicture recovery={found.data} bases={bases} />
          <Facts>
            <Fact name="Would be lost now">
              <StatusWord look={rpoLook(told)} />
            </Fact>
            <Fact name="May be lost">
              {found.data.objectiveSeconds === null
                ? 'no objective is set'
                : duration(found.data.objectiveSeconds)}
            </Fact>
            <Fact name="Oldest time">
              <When at={found.data.window?.from ?? null} otherwise="none yet" withClock />
            </Fact>
            <Fact name="Newest time">
              <When at={found.data.window?.to ?? null} otherwise="none yet" withClock />
            </Fact>
            <CanariesFact recovery={told} />
            <Fact name="Received up to">{found.data.receivedLsn ?? 'unknown'}</Fact>
            <Fact name="Stored elsewhere up to">
              {found.data.shippedLsn ?? 'unknown'} <p className="quiet">{behindWords(found.data)}</p>
            </Fact>
            <Fact name="Slot">{found.data.slot ?? 'unknown'}</Fact>
            <Fact name="Told">
              <When at={found.data.reportedAt} otherwise="never" />
            </Fact>
          </Facts>
          {found.data.gaps.length > 0 && (
            <ul className="gaps" aria-label="Gaps in the WAL">
              {found.data.gaps.map((gap) => (
                <li key={`${gap.after}${gap.before}`}>
                  WAL is missing from <code>{gap.after ?? 'unknown'}</code> to{' '}
                  <code>{gap.before ?? 'unknown'}</code>; there is WAL again since{' '}
                  <When at={gap.since} withClock />
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Card>
  );
}
