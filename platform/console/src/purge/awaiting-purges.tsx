import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { purgesQuery } from '../api/purge';
import { Notice } from '../design/notice';
import { useMe } from '../session/session';
import { backups } from './looks';

/** Requests to delete backups that wait for somebody to agree, on the page everybody opens first. */
export function AwaitingPurges({ nameOf }: { nameOf: (planId: string | null) => string }) {
  const me = useMe();
  const found = useInfiniteQuery({ ...purgesQuery({ state: 'awaiting-approval' }), refetchInterval: 15_000 });
  const waiting =
    found.data?.pages.flatMap((each) => each.items).filter((each) => each.state === 'awaiting-approval') ??
    [];
  return waiting.map((each) => (
    <Notice
      key={each.id}
      tone="warn"
      title={`${each.requestedBy === me.username ? 'You ask' : `${each.requestedBy ?? 'Somebody'} asks`} to delete ${each.goes === null ? 'backups' : backups(each.goes)} of ${nameOf(each.planId)}`}
    >
      <p>
        Why: {each.reason ?? 'no reason was given'}. Another person with the role approver decides.{' '}
        <Link href={`/purges/${each.id}`}>Look at it</Link>
      </p>
    </Notice>
  ));
}
