import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { rememberRun, runQuery } from '../api/queries';
import * as parse from '../api/parse';
import type { Run } from '../api/types';
import { followStream, type ServerEvent, type StreamState } from './event-stream';

/** How fresh the page is: told by events, or asking every few seconds, or neither since a time. */
export interface Liveness {
  stream: StreamState;
  /** When the stream was last open, in epoch milliseconds; null when it never was. */
  lastOpen: number | null;
}

const LiveContext = createContext<Liveness>({ stream: 'connecting', lastOpen: null });

export const useLiveness = () => useContext(LiveContext);

/**
 * Milliseconds between questions: often where no stream tells, so that a person at work is not misled, and now and then
 * beside an open stream, since one may be open and silent.
 */
export function pollEvery(liveness: Liveness, busy: boolean): number {
  if (liveness.stream === 'open') return busy ? 5_000 : 60_000;
  return busy ? 3_000 : 10_000;
}

/** Browsers keep six connections to one origin; a run beyond these is asked for instead of followed. */
export const mostFollowed = 2;

/** The connection to the gateway may be open while the gateway itself hears nothing: it says so. */
export function toldState(event: ServerEvent): StreamState | null {
  if (event.event === 'stream-interrupted') return 'waiting';
  return event.event === 'stream-resumed' ? 'open' : null;
}

/** What an event about backups may have changed. */
const touchedByBackups = [
  'plans',
  'runs',
  'locations',
  'deliveries',
  'verifications',
  'retention',
  'restores',
  'purges',
  'drills',
  'overdue',
];

/** What an event about alerts may have changed; what depends on the hour alone is asked for by its pages. */
const touchedByAlerts = ['alerts', 'incidents', 'deliveries', 'destinations', 'silences'];

const topics = { backups: 'mooring.backup.runs', alerts: 'mooring.alerts' };

/** The topic stands in the data; null where that cannot be read. */
function topicOf(event: ServerEvent): string | null {
  try {
    const told = JSON.parse(event.data) as { topic?: unknown } | null;
    return typeof told?.topic === 'string' ? told.topic : null;
  } catch {
    return null;
  }
}

/** Learns of runs started anywhere from the event stream, and asks the API again for what an event touches. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [liveness, setLiveness] = useState<Liveness>({ stream: 'connecting', lastOpen: null });
  useEffect(() => {
    const asking = (keys: string[], pause: number) =>
      throttled(() => {
        for (const key of keys) void client.invalidateQueries({ queryKey: [key] });
      }, pause);
    const backups = asking(touchedByBackups, 400);
    // A storm of alerts must not become a storm of questions.
    const alerts = asking(touchedByAlerts, 1_500);
    const refresh = () => {
      backups();
      alerts();
    };
    let wasOpen = false;
    const change = (stream: StreamState) => {
      setLiveness((last) => ({
        stream,
        lastOpen: stream === 'open' || wasOpen ? Date.now() : last.lastOpen,
      }));
      // What happened while nobody listened is not in the stream.
      if (stream === 'open') refresh();
      wasOpen = stream === 'open';
    };
    // The gateway sends a heartbeat every 15 s.
    const stop = followStream(
      `/api/v1/stream?topics=${topics.backups},${topics.alerts}`,
      {
        onEvent: (event) => {
          const told = toldState(event);
          const topic = topicOf(event);
          if (told) change(told);
          else if (topic === topics.alerts) alerts();
          else if (topic === topics.backups) backups();
          else refresh();
        },
        onState: change,
      },
      { silence: 50_000 },
    );
    return () => {
      stop();
      backups.cancel();
      alerts.cancel();
    };
  }, [client]);
  return <LiveContext value={liveness}>{children}</LiveContext>;
}

/** At once, then at most once in a pause of so many milliseconds, with the last call never lost. */
function throttled(work: () => void, pause: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  const call = () => {
    if (timer) {
      again = true;
      return;
    }
    work();
    timer = setTimeout(() => {
      timer = undefined;
      if (again) {
        again = false;
        call();
      }
    }, pause);
  };
  call.cancel = () => clearTimeout(timer);
  return call;
}

export const isActive = (run: Pick<Run, 'state'> | null | undefined) =>
  run?.state === 'running' || run?.state === 'queued';

/** Follows one run while it is active. Returns the state of that stream, null when there is nothing to follow. */
export function useRunFeed(run: Run | null | undefined): StreamState | null {
  const id = run && isActive(run) ? run.id : null;
  return useFeed(
    id && `/api/v1/runs/${encodeURIComponent(id)}/events`,
    (client, value) => {
      const told = parse.run(value);
      if (told.id === id) rememberRun(client, told);
    },
    id ? [runQuery(id).queryKey, ['plans'], ['runs'], ['locations']] : [],
  );
}

/**
 * Follows the stream of one thing while it changes.
 *
 * @param path of its events; null when there is nothing to follow
 * @param remember takes what an event holds; throws when that cannot be read
 * @param afterwards what to ask again when the stream ends or is left
 */
export function useFeed(
  path: string | null,
  remember: (client: QueryClient, value: unknown) => void,
  afterwards: readonly (readonly unknown[])[],
): StreamState | null {
  const client = useQueryClient();
  const [state, setState] = useState<StreamState | null>(null);
  const current = useRef({ remember, afterwards });
  useEffect(() => {
    current.current = { remember, afterwards };
  });
  useEffect(() => {
    if (path === null) {
      setState(null);
      return;
    }
    const { afterwards: keys } = current.current;
    const askAgain = () => keys.forEach((queryKey) => void client.invalidateQueries({ queryKey }));
    const stop = followStream(
      path,
      {
        onEvent: (event) => {
          try {
            current.current.remember(client, JSON.parse(event.data));
          } catch {
            // A line that cannot be read is left aside: the next one, or the next answer of the API, brings the truth.
          }
        },
        onState: (next) => {
          setState(next);
          if (next === 'ended') askAgain();
        },
      },
      { once: true },
    );
    return () => {
      stop();
      askAgain();
    };
  }, [client, path]);
  return state;
}
