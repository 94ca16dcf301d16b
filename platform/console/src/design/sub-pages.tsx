import { Link, useLocation } from 'wouter';
import './sub-pages.css';

/** The pages that belong together, above each of them. */
export function SubPages({
  name,
  pages,
}: {
  name: string;
  pages: readonly (readonly [path: string, words: string])[];
}) {
  const [path] = useLocation();
  return (
    <nav className="sub-pages" aria-label={name}>
      {pages.map(([to, words]) => (
        <Link key={to} href={to} aria-current={path === to ? 'page' : undefined}>
          {words}
        </Link>
      ))}
    </nav>
  );
}

export const AlertPages = () => (
  <SubPages
    name="Alerting"
    pages={[
      ['/alerts', 'Alerts'],
      ['/silences', 'Silences'],
      ['/routes', 'Routes'],
      ['/inputs', 'Inputs'],
    ]}
  />
);

export const IncidentPages = () => (
  <SubPages
    name="Handling incidents"
    pages={[
      ['/incidents', 'Incidents'],
      ['/on-call', 'On-call'],
      ['/statistics', 'Statistics'],
    ]}
  />
);

export const MessagePages = () => (
  <SubPages
    name="Telling people"
    pages={[
      ['/deliveries', 'Messages'],
      ['/destinations', 'Destinations'],
      ['/announcements', 'Announcements'],
      ['/news', 'News'],
    ]}
  />
);
