import { type ButtonHTMLAttributes, useId } from 'react';
import { Icon, type IconName } from './icon';
import './button.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'small' | 'normal';
  icon?: IconName;
  busy?: boolean;
  /** Why it cannot be used now. It stays reachable by keyboard, so that the reason can be found and read. */
  blocked?: string | null;
  /** Has the focus when its dialog opens. */
  'data-first'?: boolean;
  /** Shows the reason beside the button rather than only telling it on focus. */
  showReason?: boolean;
}

export function Button(props: ButtonProps) {
  const {
    look = 'plain',
    size = 'normal',
    icon,
    busy = false,
    blocked = null,
    showReason = true,
    ...rest
  } = props;
  const reasonId = useId();
  const off = busy || blocked !== null;
  return (
    <>
      <button
        type="button"
        {...rest}
        className={`button button-${look} button-${size} ${rest.className ?? ''}`}
        aria-disabled={off || undefined}
        aria-busy={busy || undefined}
        aria-describedby={blocked ? reasonId : rest['aria-describedby']}
        title={blocked ?? rest.title}
        onClick={(event) => (off ? event.preventDefault() : rest.onClick?.(event))}
      >
        {busy ? <Icon name="run" className="turning" /> : icon && <Icon name={icon} />}
        {rest.children}
      </button>
      {blocked && (
        <span id={reasonId} className={showReason ? 'button-reason' : 'only-read-aloud'}>
          {blocked}
        </span>
      )}
    </>
  );
}
