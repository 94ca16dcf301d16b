import type { Channel, DeliveryState } from '../api/types';
import { capital } from '../design/format';
import type { StatusLook, Tone } from '../design/status';

export const deliveryLooks: Record<DeliveryState, StatusLook> = {
  pending: { tone: 'neutral', icon: 'queued', words: 'Waiting' },
  sending: { tone: 'run', icon: 'run', words: 'Sending' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
  delivered: { tone: 'ok', icon: 'ok', words: 'Delivered' },
  failed: { tone: 'warn', icon: 'warn', words: 'Failed' },
  dropped: { tone: 'neutral', icon: 'cancelled', words: 'Dropped' },
  superseded: { tone: 'neutral', icon: 'check', words: 'Overtaken' },
  dead: { tone: 'bad', icon: 'bad', words: 'Given up' },
};

export const channelLooks: Record<Channel['state'], StatusLook> = {
  ready: { tone: 'ok', icon: 'ok', words: 'Ready' },
  'not-configured': { tone: 'warn', icon: 'warn', words: 'Not configured' },
  failing: { tone: 'bad', icon: 'bad', words: 'Failing' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const severityWords = (severity: string | null) =>
  severity === null ? 'severity unknown' : capital(severity.toLowerCase());

/** "slack" is how a program names it. */
export const channelName = (id: string) => channelNames[id] ?? capital(id.replaceAll('-', ' '));

const channelNames: Record<string, string> = {
  pagerduty: 'PagerDuty',
  'slack-webhook': 'Slack webhook',
};

/** What is urgent stands out in the list, whether it was delivered or not. */
export const severityTone = (severity: string | null): Tone | null =>
  /^(critical|emergency)$/i.test(severity ?? '') ? 'bad' : /^warning$/i.test(severity ?? '') ? 'warn' : null;
