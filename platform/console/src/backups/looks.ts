import type { CopyState, LocationState, RunPhase, RunState } from '../api/types';
import type { IconName } from '../design/icon';
import type { StatusLook } from '../design/status';

/** How each state of the backup service looks and reads: one place, exhaustive. */
export const runLooks: Record<RunState, StatusLook> = {
  queued: { tone: 'neutral', icon: 'queued', words: 'Waiting' },
  running: { tone: 'run', icon: 'run', words: 'Running' },
  completed: { tone: 'ok', icon: 'ok', words: 'Completed' },
  partial: { tone: 'warn', icon: 'warn', words: 'Partial' },
  failed: { tone: 'bad', icon: 'bad', words: 'Failed' },
  cancelled: { tone: 'neutral', icon: 'cancelled', words: 'Cancelled' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const copyLooks: Record<CopyState, StatusLook> = {
  writing: { tone: 'run', icon: 'run', words: 'Writing' },
  stored: { tone: 'ok', icon: 'ok', words: 'Stored' },
  failed: { tone: 'bad', icon: 'bad', words: 'Failed' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const locationLooks: Record<LocationState, StatusLook> = {
  healthy: { tone: 'ok', icon: 'ok', words: 'Healthy' },
  warning: { tone: 'warn', icon: 'warn', words: 'Warning' },
  down: { tone: 'bad', icon: 'bad', words: 'Down' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const phaseWords: Record<RunPhase, string> = {
  preparing: 'Preparing',
  dumping: 'Copying',
  finishing: 'Finishing',
  unknown: 'Working',
};

const kinds: Record<string, { icon: IconName; words: string }> = {
  s3: { icon: 'bucket', words: 'S3 bucket' },
  directory: { icon: 'folder', words: 'Folder' },
  postgres: { icon: 'database', words: 'PostgreSQL database' },
  cluster: { icon: 'servers', words: 'PostgreSQL cluster' },
  files: { icon: 'folder', words: 'Files' },
  configuration: { icon: 'gear', words: 'Configuration' },
};

const kindOf = (kind: string | null) => (kind !== null && Object.hasOwn(kinds, kind) ? kinds[kind] : null);

export const kindIcon = (kind: string | null): IconName => kindOf(kind)?.icon ?? 'unknown';

export const kindWords = (kind: string | null): string => kindOf(kind)?.words ?? kind ?? 'Unknown kind';
