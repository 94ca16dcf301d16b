import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import './status.css';

/** The six things a state can mean to an operator, each with colour, outline and words. */
export type Tone = 'ok' | 'warn' | 'bad' | 'run' | 'neutral' | 'unknown';

export interface StatusLook {
  tone: Tone;
  icon: IconName;
  words: string;
}

export function Badge({ look, children }: { look: StatusLook; children?: ReactNode }) {
  return (
    <span className={`badge tone-${look.tone}`}>
      <Icon name={look.icon} size={14} {...(look.icon === 'run' && { className: 'turning' })} />
      {children ?? look.words}
    </span>
  );
}

/** The same without a box, for rows where a box on every line would shout. */
export function StatusWord({ look, children }: { look: StatusLook; children?: ReactNode }) {
  return (
    <span className={`status-word tone-${look.tone}`}>
      <Icon name={look.icon} size={15} {...(look.icon === 'run' && { className: 'turning' })} />
      <span>{children ?? look.words}</span>
    </span>
  );
}
