import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { ErrorBoundary } from '../design/error-boundary';
import { AccountMenu } from './account-menu';
import { type Awaits, useAwaiting } from './awaiting';
import { LiveState } from './live-state';
import { Mark } from './mark';
import { type Shortcut, ShortcutList, useShortcuts } from './shortcuts';
import { SystemStrip } from './system-strip';
import { useTheme } from './theme';
import './shell.css';

/** Only pages that exist. */
const pages = [
  { path: '/', words: 'Backups', also: /^\/(runs|plans|purges)(\/|$)/ },
  { path: '/restores', words: 'Restores', also: /^\/restores?(\/|$)/ },
  { path: '/locations', words: 'Locations', also: /^\/locations/ },
  { path: '/recovery', words: 'Disaster recovery', short: 'Recovery', also: /^\/(recovery|drills)/ },
  { path: '/alerts', words: 'Alerts', also: /^\/(alerts|silences|routes|inputs)(\/|$)/ },
  { path: '/incidents', words: 'Incidents', also: /^\/(incidents|on-call|statistics)(\/|$)/ },
  { path: '/deliveries', words: 'Messages', also: /^\/(deliveries|destinations|announcements|news)/ },
];

export function Shell({ children }: { children: ReactNode }) {
  const [path, navigate] = useLocation();
  const client = useQueryClient();
  const [theme, chooseTheme] = useTheme();
  const [listShown, setListShown] = useState(false);
  const shortcuts: Shortcut[] = [
    { keys: 'g b', what: 'Go to backups', run: () => navigate('/') },
    { keys: 'g r', what: 'Go to restores', run: () => navigate('/restores') },
    { keys: 'g l', what: 'Go to locations', run: () => navigate('/locations') },
    { keys: 'g d', what: 'Go to disaster recovery', run: () => navigate('/recovery') },
    { keys: 'g a', what: 'Go to alerts', run: () => navigate('/alerts') },
    { keys: 'g i', what: 'Go to incidents', run: () => navigate('/incidents') },
    { keys: 'g o', what: 'Go to who is on call', run: () => navigate('/on-call') },
    { keys: 'g m', what: 'Go to messages', run: () => navigate('/deliveries') },
    { keys: 'b', what: 'Back up now', run: () => clickFirst('[data-shortcut="back-up"]') },
    { keys: '/', what: 'Filter the list', run: () => focusFirst('[data-shortcut="filter"]') },
    { keys: 'r', what: 'Ask for everything again', run: () => void client.invalidateQueries() },
    { keys: 't', what: 'Change theme: system, light, dark', run: () => chooseTheme() },
    { keys: '?', what: 'Show this list', run: () => setListShown(true) },
  ];
  useShortcuts(shortcuts);
  const main = useFocusOnNavigation(path);
  const nav = useCurrentInView(path);
  const awaiting = useAwaiting();
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="top">
        <div className="top-inner">
          <Link href="/" className="brand">
            <Mark />
            <span>Mooring</span>
          </Link>
          <nav aria-label="Pages" className="pages" ref={nav}>
            {pages.map((page) => (
              <Link
                key={page.path}
                href={page.path}
                aria-current={path === page.path || page.also.test(path) ? 'page' : undefined}
              >
                {page.short ? (
                  <>
                    <span className="page-long">{page.words}</span>
                    <span className="page-short">{page.short}</span>
                  </>
                ) : (
                  page.words
                )}
                <Waiting {...(awaiting[page.path] ?? nothing)} />
              </Link>
            ))}
          </nav>
          <AccountMenu theme={theme} chooseTheme={chooseTheme} showShortcuts={() => setListShown(true)} />
        </div>
        <div className="strip">
          <div className="strip-inner">
            <SystemStrip />
            <LiveState />
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <ErrorBoundary place={path}>{children}</ErrorBoundary>
      </main>
      {listShown && <ShortcutList shortcuts={shortcuts} onClose={() => setListShown(false)} />}
    </>
  );
}

const nothing: Awaits = { count: 0, what: 'decision to be made', tone: 'warn' };

/** What waits for a person there. */
function Waiting({ count: waiting, what, tone }: Awaits) {
  if (waiting === 0) return null;
  const many = waiting === null ? '?' : waiting;
  return (
    <span className={`page-waiting tone-${tone}`} title={`${many} ${what}`}>
      {many}
      <span className="only-read-aloud"> {what}</span>
    </span>
  );
}

/** A new page starts at its top for everyone: also for the keyboard and the screen reader. */
function useFocusOnNavigation(path: string) {
  const main = useRef<HTMLElement>(null);
  const last = useRef(path);
  useEffect(() => {
    if (last.current === path) return;
    last.current = path;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

/** Where the pages' names do not fit beside each other, the one of this page is not among those out of sight. */
function useCurrentInView(path: string) {
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>('[aria-current]');
    if (nav.current && current)
      nav.current.scrollLeft = current.offsetLeft - (nav.current.clientWidth - current.offsetWidth) / 2;
  }, [path]);
  return nav;
}

const clickFirst = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();
const focusFirst = (selector: string) => document.querySelector<HTMLElement>(selector)?.focus();
