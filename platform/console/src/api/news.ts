import { infiniteQueryOptions } from '@tanstack/react-query';
import { get } from './http';
import { severity, type Severity } from './alert';
import { fields, instant, list, maybeFields, page, requireId, text } from './narrow';
import type { Page } from './types';

/** What was no alert: a backup that completed, a drill that passed; and who was told of it, or why nobody was. */
export interface News {
  id: string;
  severity: Severity;
  /** Null where nobody is told. */
  destination: string | null;
  /** The message in which it was counted with others; null when it was told by itself. */
  digestId: string | null;
  cameAt: string | null;
  /** Null when it was not told, or not yet. */
  toldAt: string | null;
  /** When it is to be told; null when nothing is left to do. */
  dueAt: string | null;
  /** Why it was not told, or not yet; null when it was. */
  why: string | null;
  title: string;
  text: string | null;
  facts: { name: string; value: string }[];
}

export function news(value: unknown): News {
  const f = fields(value, 'one of the news');
  return {
    id: requireId(f['id'], 'one of the news'),
    severity: severity(f['severity']),
    destination: text(f['destination']),
    digestId: text(f['digestId']),
    cameAt: instant(f['cameAt']),
    toldAt: instant(f['toldAt']),
    dueAt: instant(f['dueAt']),
    why: text(f['why']),
    title: text(f['title']) ?? 'Without a title',
    text: text(f['text']),
    facts: list(f['facts']).flatMap((each) => {
      const fact = maybeFields(each);
      const name = fact && text(fact['name']);
      return fact && name ? [{ name, value: text(fact['value']) ?? '' }] : [];
    }),
  };
}

export interface NewsFilter {
  destination: string;
  digest: string;
  /** As grave or graver; empty for all. */
  severity: string;
  q: string;
}

export const newsQuery = (filter: NewsFilter) =>
  infiniteQueryOptions({
    queryKey: ['news', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '30' });
      for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
      if (pageParam) query.set('cursor', pageParam);
      return get(`/api/v1/news?${query}`, page(news), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<News>) => last.nextCursor,
  });
