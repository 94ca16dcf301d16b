import type { ComponentRecovery, DrillMode, DrillState, Overdue, StepOutcome } from '../api/drill';
import { capital } from '../design/format';
import type { StatusLook } from '../design/status';

export const drillLooks: Record<DrillState, StatusLook> = {
  'awaiting-approval': { tone: 'warn', icon: 'queued', words: 'Awaits approval' },
  queued: { tone: 'neutral', icon: 'queued', words: 'Waiting' },
  running: { tone: 'run', icon: 'run', words: 'Running' },
  'awaiting-person': { tone: 'warn', icon: 'person', words: 'Awaits a person' },
  succeeded: { tone: 'ok', icon: 'ok', words: 'Succeeded' },
  failed: { tone: 'bad', icon: 'bad', words: 'Failed' },
  inconclusive: { tone: 'unknown', icon: 'unknown', words: 'No answer' },
  refused: { tone: 'neutral', icon: 'cancelled', words: 'Refused' },
  cancelled: { tone: 'neutral', icon: 'cancelled', words: 'Cancelled' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const stepLooks: Record<StepOutcome, StatusLook> = {
  pending: { tone: 'neutral', icon: 'queued', words: 'To come' },
  waiting: { tone: 'warn', icon: 'person', words: 'Awaits a person' },
  running: { tone: 'run', icon: 'run', words: 'Running' },
  done: { tone: 'ok', icon: 'ok', words: 'Done' },
  ready: { tone: 'ok', icon: 'check', words: 'Could be done' },
  failed: { tone: 'bad', icon: 'bad', words: 'Failed' },
  skipped: { tone: 'neutral', icon: 'cancelled', words: 'Skipped' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

export const metLooks: Record<ComponentRecovery['met'], StatusLook> = {
  passed: { tone: 'ok', icon: 'ok', words: 'Met' },
  failed: { tone: 'bad', icon: 'bad', words: 'Missed' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

export const modeWords: Record<DrillMode | 'unknown', string> = {
  'dry-run': 'Dry run',
  test: 'Test',
  execute: 'Executed',
  unknown: 'Unknown mode',
};

export const componentWords = (id: string) => capital(id.replaceAll('-', ' '));

export const overdueWords: Record<Overdue['kind'], string> = {
  backup: 'A backup',
  'restore-test': 'A restore test',
  'recovery-drill': 'A recovery drill',
  unknown: 'Something this console does not know',
};
