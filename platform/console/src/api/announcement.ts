import { infiniteQueryOptions } from '@tanstack/react-query';
import { get } from './http';
import { fields, instant, known, page, requireId, text, texts } from './narrow';
import type { Page } from './types';

export const announcementStates = ['planned', 'sent', 'dropped'] as const;
export type AnnouncementState = (typeof announcementStates)[number] | 'unknown';

/** What people are told of maintenance before, at and after it. */
export interface Announcement {
  id: string;
  subject: string;
  windowId: string | null;
  kind: string | null;
  dueAt: string | null;
  state: AnnouncementState;
  why: string | null;
  text: string | null;
  destinations: string[];
}

export function announcement(value: unknown): Announcement {
  const f = fields(value, 'an announcement');
  return {
    id: requireId(f['id'], 'an announcement'),
    subject: text(f['subject']) ?? 'Without a subject',
    windowId: text(f['windowId']),
    kind: text(f['kind']),
    dueAt: instant(f['dueAt']),
    state: known(f['state'], announcementStates),
    why: text(f['why']),
    text: text(f['text']),
    destinations: texts(f['destinations']),
  };
}

export const announcementsQuery = (state: string) =>
  infiniteQueryOptions({
    queryKey: ['announcements', state],
    queryFn: ({ pageParam, signal }) => {
      const query = new URLSearchParams({ limit: '30' });
      if (state) query.set('state', state);
      if (pageParam) query.set('cursor', pageParam);
      return get(`/api/v1/announcements?${query}`, page(announcement), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page<Announcement>) => last.nextCursor,
  });
