import type { Plan } from '../api/types';
import { kindWords } from './looks';

/** "PostgreSQL database shop on db-1:5432", "Files in /srv/uploads". */
export function sourceWords({ kind, host, port, database, path }: Plan['source']): string {
  const where = host ? `${host}${port === null ? '' : `:${port}`}` : null;
  return [kindWords(kind), database, path && `in ${path}`, where && `on ${where}`].filter(Boolean).join(' ');
}

/** What "Back up now" reads, as a person would say it. */
export function readsWords({ kind, host, database, path }: Plan['source']): string {
  const on = host ? ` on ${host}` : '';
  if (kind === 'cluster') return `Copies the whole PostgreSQL server${on}`;
  if (database) return `Reads the database ${database}${on}`;
  if (path) return `Reads the folder ${path}`;
  return 'Reads the source';
}
