import type { RestorePhase, RestoreState, TargetKind } from '../api/restore';
import type { StatusLook } from '../design/status';

export const restoreLooks: Record<RestoreState, StatusLook> = {
  'awaiting-approval': { tone: 'warn', icon: 'queued', words: 'Awaits approval' },
  queued: { tone: 'neutral', icon: 'queued', words: 'Waiting' },
  running: { tone: 'run', icon: 'run', words: 'Running' },
  completed: { tone: 'ok', icon: 'ok', words: 'Completed' },
  failed: { tone: 'bad', icon: 'bad', words: 'Failed' },
  refused: { tone: 'neutral', icon: 'cancelled', words: 'Refused' },
  expired: { tone: 'neutral', icon: 'cancelled', words: 'Expired' },
  cancelled: { tone: 'neutral', icon: 'cancelled', words: 'Cancelled' },
  undone: { tone: 'neutral', icon: 'restore', words: 'Undone' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const restorePhaseWords: Record<RestorePhase, string> = {
  preparing: 'Preparing',
  fetching: 'Fetching',
  loading: 'Loading',
  analyzing: 'Analysing',
  comparing: 'Comparing',
  'fetching-wal': 'Fetching WAL',
  replaying: 'Replaying WAL',
  switching: 'Switching',
  unknown: 'Working',
};

/** The phases that a restore into such a target goes through, in order. */
export function phasesOf(target: TargetKind | 'unknown'): RestorePhase[] {
  switch (target) {
    case 'new-cluster':
      return ['preparing', 'fetching', 'comparing', 'fetching-wal', 'replaying', 'switching'];
    case 'folder':
      return ['preparing', 'fetching', 'loading', 'comparing', 'switching'];
    case 'new-database':
    case 'live-database':
    case 'unknown':
      return ['preparing', 'fetching', 'loading', 'analyzing', 'comparing', 'switching'];
  }
}

export const targetWords: Record<TargetKind | 'unknown', string> = {
  'new-database': 'New database',
  'live-database': 'Live database',
  folder: 'Folder',
  'new-cluster': 'New cluster',
  unknown: 'Unknown target',
};

/** A step of a dry run is named by a word for programs. */
const stepNames: Record<string, string> = {
  approve: 'Approval',
  fetch: 'Fetch',
  'fetch-wal': 'Fetch WAL',
  load: 'Load',
  analyze: 'Analyse',
  compare: 'Compare',
  switch: 'Switch',
  keep: 'Keep the old one',
};

export function stepWords(name: string, target: TargetKind): string {
  if (name === 'load' && target === 'new-cluster') return 'Replay WAL';
  return Object.hasOwn(stepNames, name) ? stepNames[name]! : name;
}
