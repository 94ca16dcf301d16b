import type { Answer, Question, VerificationKind, VerificationState } from '../api/verification';
import type { StatusLook } from '../design/status';

export const verificationLooks: Record<VerificationState, StatusLook> = {
  queued: { tone: 'neutral', icon: 'queued', words: 'Waiting' },
  running: { tone: 'run', icon: 'run', words: 'Running' },
  passed: { tone: 'ok', icon: 'ok', words: 'Passed' },
  failed: { tone: 'bad', icon: 'bad', words: 'Failed' },
  inconclusive: { tone: 'unknown', icon: 'unknown', words: 'No answer' },
  cancelled: { tone: 'neutral', icon: 'cancelled', words: 'Cancelled' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const answerLooks: Record<Answer['verdict'], StatusLook> = {
  passed: { tone: 'ok', icon: 'ok', words: 'Yes' },
  failed: { tone: 'bad', icon: 'bad', words: 'No' },
  skipped: { tone: 'neutral', icon: 'paused', words: 'Not asked' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

export const questionWords: Record<Question, string> = {
  present: 'Present',
  restorable: 'Restorable',
  dataIntact: 'Data intact',
  fastEnough: 'Fast enough',
};

export const verificationWords: Record<VerificationKind | 'unknown', string> = {
  checksums: 'Reading again',
  'restore-test': 'Restore test',
  unknown: 'Verification of an unknown kind',
};
