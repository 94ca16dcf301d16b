import { Link } from 'wouter';
import type { Held } from '../api/alert';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { heldTitle } from './looks';

/** That nobody is told of it now, until when, and why. */
export function HeldWords({ held }: { held: Held }) {
  return (
    <span className="alert-held">
      <StatusWord look={{ tone: 'warn', icon: 'muted', words: heldTitle(held) }} />{' '}
      <span>
        {held.until && (
          <>
            ends <When at={held.until} />
            {held.why && ': '}
          </>
        )}
        {held.why}
      </span>
    </span>
  );
}

/** Where what holds it is looked after. */
export function HeldLink({ held }: { held: Held }) {
  return <Link href="/silences">{held.kind === 'silence' ? 'Silences' : 'What mutes alerts'}</Link>;
}
