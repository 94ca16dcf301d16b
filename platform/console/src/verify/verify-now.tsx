import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { newIdempotencyKey } from '../api/http';
import type { Run } from '../api/types';
import { isUnderWay, startVerification, type Verification, type VerificationKind } from '../api/verification';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Choice } from '../design/field';
import { useToast } from '../design/toast';
import { useBlockedByRole } from '../session/session';

/** "Verify now": asks how and which copy. One key per opened dialog, as for "Back up now". */
export function VerifyNow({ run, verifications }: { run: Run; verifications: Verification[] }) {
  const blocked = useBlockedByRole();
  const [key, setKey] = useState<string | null>(null);
  return (
    <>
      <Button icon="shield" blocked={blocked} onClick={() => setKey(newIdempotencyKey())}>
        Verify now
      </Button>
      {key && (
        <VerifyDialog
          run={run}
          idempotencyKey={key}
          busyKinds={verifications.filter(isUnderWay).map((each) => each.kind)}
          onClose={() => setKey(null)}
        />
      )}
    </>
  );
}

interface VerifyDialogProps {
  run: Run;
  idempotencyKey: string;
  busyKinds: Verification['kind'][];
  onClose: () => void;
}

function VerifyDialog({ run, idempotencyKey, busyKinds, onClose }: VerifyDialogProps) {
  const client = useQueryClient();
  const toast = useToast();
  const [kind, setKind] = useState<VerificationKind>('checksums');
  const [locationId, setLocationId] = useState('');
  const stored = run.copies.filter((copy) => copy.state === 'stored');
  return (
    <Ask
      title="Verify this backup?"
      act="Verify"
      icon="shield"
      failed="No verification was started"
      blocked={busyKinds.includes(kind) ? 'One of this kind is under way already' : null}
      work={() =>
        // Another choice is another request: it must not be answered with the first one's outcome.
        startVerification(
          { runId: run.id, kind, locationId: locationId || null },
          `${idempotencyKey}-${kind === 'checksums' ? 'c' : 'r'}-${stored.findIndex((copy) => copy.locationId === locationId) + 1}`,
        )
      }
      onDone={() => {
        void client.invalidateQueries({ queryKey: ['verifications'] });
        toast({ tone: 'run', words: 'The verification has been queued.', about: `verification ${run.id}` });
      }}
      onClose={onClose}
    >
      <fieldset className="choices">
        <legend>How</legend>
        <Choice
          name="kind"
          title="Read every byte again"
          checked={kind === 'checksums'}
          onChoose={() => setKind('checksums')}
          first
        >
          Compares each copy with the manifest&rsquo;s checksums. Finds what is missing or damaged; needs no
          private key.
        </Choice>
        <Choice
          name="kind"
          title="Restore it as a test"
          checked={kind === 'restore-test'}
          onChoose={() => setKind('restore-test')}
        >
          Restores it into a place that is thrown away, and compares all that came back with what was backed
          up. Your databases are not touched.
        </Choice>
      </fieldset>
      <div className="field">
        <label htmlFor="verify-location">Which copy</label>
        <select
          id="verify-location"
          className="select"
          value={locationId}
          onChange={(event) => setLocationId(event.target.value)}
        >
          <option value="">{kind === 'checksums' ? 'Every copy' : 'The first that can be read'}</option>
          {stored.map((copy) => (
            <option key={copy.locationId} value={copy.locationId}>
              {copy.locationId}
            </option>
          ))}
        </select>
      </div>
      {busyKinds.includes(kind) && <p className="soft">A verification of this kind is under way already.</p>}
    </Ask>
  );
}
