import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { ApiError, onSessionEnded } from '../api/http';
import { meQuery } from '../api/queries';
import type { Me } from '../api/types';
import { Loading, ProblemNotice } from '../design/notice';
import { takePlace } from './return-to';
import { SessionEnded, SignIn } from './sign-in';

const MeContext = createContext<Me | null>(null);

export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe outside of a session');
  return me;
}

/** Why this person may not do what needs the role, or null when they may. Approvers are no operators, nor the reverse. */
export function useBlockedByRole(role: 'operator' | 'approver' = 'operator'): string | null {
  const { roles } = useMe();
  return roles.includes(role) || roles.includes('admin') ? null : `Needs the ${role} role`;
}

/** Shows the console to who is signed in. A session that ends later leaves the page where it is, under a dialog. */
export function Session({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const me = useQuery({
    ...meQuery,
    retry: notWhenSignedOut,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const [ended, setEnded] = useState(false);
  const signedIn = me.data !== undefined;
  useEffect(() => (signedIn ? onSessionEnded(() => setEnded(true)) : undefined), [signedIn]);
  useReturn(signedIn);

  if (me.data) {
    const resume = async () => {
      const again = await client.fetchQuery({ ...meQuery, staleTime: 0, retry: false });
      client.setQueryData(meQuery.queryKey, again);
      setEnded(false);
      window.dispatchEvent(new Event('mooring:reconnect'));
      await client.invalidateQueries();
    };
    return (
      <MeContext value={me.data}>
        {children}
        {ended && <SessionEnded resume={resume} />}
      </MeContext>
    );
  }
  if (me.error instanceof ApiError && me.error.status === 401) return <SignIn />;
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        {me.error ? (
          <ProblemNotice what="Mooring cannot be reached" error={me.error} retry={() => void me.refetch()} />
        ) : (
          <Loading what="Mooring" />
        )}
      </div>
    </main>
  );
}

const notWhenSignedOut = (failures: number, error: Error) =>
  !(error instanceof ApiError && error.status === 401) && failures < 2;

function useReturn(signedIn: boolean) {
  const [, navigate] = useLocation();
  useEffect(() => {
    const place = signedIn ? takePlace() : null;
    if (place) navigate(place, { replace: true });
  }, [signedIn, navigate]);
}
