import { useEffect, useState } from 'react';
import { Dialog } from '../design/dialog';
import { Mark } from '../shell/mark';
import { rememberPlace, signInPath } from './return-to';
import './sign-in.css';

export function SignIn() {
  return (
    <main className="sign-in">
      <title>Sign in · Mooring</title>
      <div className="sign-in-card">
        <Mark size={48} />
        <h1>Mooring</h1>
        <p className="soft">See what is backed up, what is running, and what failed.</p>
        <a className="button button-primary" href={signInPath} onClick={rememberPlace}>
          Sign in
        </a>
        <p className="quiet sign-in-note">
          You will be taken to your organisation&rsquo;s sign-in page and back.
        </p>
      </div>
    </main>
  );
}

/** Laid over the page when a session ends in the middle of work; nothing of the page is lost. */
export function SessionEnded({ resume }: { resume: () => Promise<void> }) {
  const [note, setNote] = useState('');
  useEffect(() => {
    // Back from signing in in another tab: carry on by itself.
    const onFocus = () => void resume().catch(() => {});
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  });
  const check = () => resume().catch(() => setNote('Still signed out.'));
  return (
    <Dialog
      title="Your session has ended"
      actions={
        <>
          <button type="button" className="button" onClick={check}>
            I have signed in elsewhere
          </button>
          <a className="button button-primary" href={signInPath} onClick={rememberPlace} data-first>
            Sign in again
          </a>
        </>
      }
    >
      <p>Sign in to go on. You come back to this page; backups that are running are not affected.</p>
      <p>
        To keep what is on the screen,{' '}
        <a href={signInPath} target="_blank" rel="noopener">
          sign in in a new tab
        </a>{' '}
        and return here.
      </p>
      <p role="status" className="soft">
        {note}
      </p>
    </Dialog>
  );
}
