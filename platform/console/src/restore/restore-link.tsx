import { useLocation } from 'wouter';
import { Button } from '../design/button';
import { useBlockedByRole } from '../session/session';

/** "Restore…": leads to the page that asks which, where to, and shows what would happen first. */
export function RestoreLink({ planId, runId }: { planId?: string | null; runId?: string }) {
  const blocked = useBlockedByRole();
  const [, navigate] = useLocation();
  const query = new URLSearchParams();
  if (planId) query.set('plan', planId);
  if (runId) query.set('run', runId);
  return (
    <Button icon="restore" blocked={blocked} showReason={false} onClick={() => navigate(`/restore?${query}`)}>
      Restore…
    </Button>
  );
}
