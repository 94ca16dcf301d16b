import { useEffect, useRef, useState } from 'react';
import { csrfToken } from '../api/http';
import { Button } from '../design/button';
import { Icon } from '../design/icon';
import { useToast } from '../design/toast';
import { useMe } from '../session/session';
import type { Theme } from './theme';

interface AccountMenuProps {
  theme: Theme;
  chooseTheme: (theme: Theme) => void;
  showShortcuts: () => void;
}

const themes: { theme: Theme; words: string; icon: 'system' | 'sun' | 'moon' }[] = [
  { theme: 'system', words: 'System', icon: 'system' },
  { theme: 'light', words: 'Light', icon: 'sun' },
  { theme: 'dark', words: 'Dark', icon: 'moon' },
];

export function AccountMenu({ theme, chooseTheme, showShortcuts }: AccountMenuProps) {
  const me = useMe();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  useCloseOnLeave(box, open, (giveFocusBack) => {
    setOpen(false);
    if (giveFocusBack) toggle.current?.focus();
  });
  return (
    <div className="account" ref={box}>
      <button
        ref={toggle}
        type="button"
        className="button button-quiet"
        aria-expanded={open}
        aria-controls="account-menu"
        aria-label={`Account of ${me.name}`}
        onClick={() => setOpen(!open)}
      >
        <Icon name="person" />
        <span className="account-name">{me.name}</span>
        <Icon name="chevron" size={12} />
      </button>
      {open && (
        <div id="account-menu" className="account-menu">
          <p>
            <strong>{me.name}</strong>
            <br />
            <span className="quiet">
              {me.username} · {me.roles.length ? me.roles.join(', ') : 'no role'}
            </span>
          </p>
          <fieldset className="theme-choice">
            <legend>Theme</legend>
            {themes.map((each) => (
              <label key={each.theme}>
                <input
                  type="radio"
                  name="theme"
                  checked={theme === each.theme}
                  onChange={() => chooseTheme(each.theme)}
                />
                <Icon name={each.icon} size={14} />
                {each.words}
              </label>
            ))}
          </fieldset>
          <Button
            look="quiet"
            icon="keyboard"
            onClick={() => {
              setOpen(false);
              showShortcuts();
            }}
          >
            Keyboard shortcuts
          </Button>
          <SignOut />
        </div>
      )}
    </div>
  );
}

function SignOut() {
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const signOut = async () => {
    setBusy(true);
    try {
      const answer = await fetch('/logout', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { Accept: 'application/json', 'X-XSRF-TOKEN': csrfToken() ?? '' },
      });
      if (answer.ok || answer.status === 401) return window.location.assign(await whereNext(answer));
      toast({
        tone: 'bad',
        words: `You are still signed in: the server answered with status ${answer.status}.`,
      });
    } catch {
      toast({ tone: 'bad', words: 'You are still signed in: Mooring does not answer.' });
    }
    setBusy(false);
  };
  return (
    <Button icon="back" busy={busy} onClick={() => void signOut()}>
      Sign out
    </Button>
  );
}

/** The gateway names the identity provider's own sign-out page, where that session ends too. */
async function whereNext(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  const location = typeof body === 'object' && body !== null && 'location' in body ? body.location : null;
  const next = typeof location === 'string' ? URL.parse(location, window.location.href) : null;
  return next && /^https?:$/.test(next.protocol) ? next.href : '/';
}

function useCloseOnLeave(
  box: React.RefObject<HTMLElement | null>,
  open: boolean,
  close: (giveFocusBack: boolean) => void,
) {
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close(true);
    const onLeave = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close(false);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onLeave);
    document.addEventListener('focusin', onLeave);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onLeave);
      document.removeEventListener('focusin', onLeave);
    };
  });
}
