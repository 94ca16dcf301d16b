// @vitest-environment node
import { expect, it } from 'vitest';
import type { StreamState } from '../live/event-stream';
import { freshness } from './live-state';

const now = 1_000_000;

it.each<[StreamState, number | null, string]>([
  ['open', now, 'live'],
  ['connecting', null, 'connecting'],
  ['waiting', now - 5_000, 'reconnecting'],
  ['connecting', now - 5_000, 'reconnecting'],
  ['waiting', now - 30_000, 'stale'],
  ['ended', now, 'stale'],
])('a stream that is %s, last open at %s, is %s', (stream, lastOpen, state) =>
  expect(freshness({ stream, lastOpen }, now)).toBe(state),
);
