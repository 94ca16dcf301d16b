import type { Channel, DeliveryState } from '../api/types';
import type { StatusLook } from '../design/status';

export const deliveryLooks: Record<DeliveryState, StatusLook> = {
  pending: { tone: 'neutral', icon: 'queued', words: 'Waiting' },
  sending: { tone: 'run', icon: 'run', words: 'Sending' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
  delivered: { tone: 'ok', icon: 'ok', words: 'Delivered' },
  failed: { tone: 'warn', icon: 'warn', words: 'Failed' },
  dropped: { tone: 'neutral', icon: 'cancelled', words: 'Dropped' },
  dead: { tone: 'bad', icon: 'bad', words: 'Given up' },
};

export const channelLooks: Record<Channel['state'], StatusLook> = {
  ready: { tone: 'ok', icon: 'ok', words: 'Ready' },
  'not-configured': { tone: 'warn', icon: 'warn', words: 'Not configured' },
  failing: { tone: 'bad', icon: 'bad', words: 'Failing' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Unknown' },
};

export const severityWords = (severity: string | null) =>
  severity === null ? 'severity unknown' : severity.charAt(0).toUpperCase() + severity.slice(1).toLowerCase();
