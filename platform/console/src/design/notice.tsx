import type { ReactNode } from 'react';
import { ApiError } from '../api/http';
import { Button } from './button';
import { CopyButton } from './copy-button';
import { Icon, type IconName } from './icon';
import type { Tone } from './status';
import './notice.css';

const icons: Record<Tone, IconName> = {
  ok: 'ok',
  warn: 'warn',
  bad: 'bad',
  run: 'run',
  neutral: 'paused',
  unknown: 'unknown',
};

interface NoticeProps {
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  /** Read out as soon as it appears. */
  urgent?: boolean;
}

export function Notice({ tone, title, children, action, urgent = false }: NoticeProps) {
  return (
    <div className={`notice tone-${tone}`} role={urgent ? 'alert' : undefined}>
      <Icon name={icons[tone]} size={18} />
      <div className="notice-words">
        <p className="notice-title">{title}</p>
        {children}
      </div>
      {action && <div className="notice-action">{action}</div>}
    </div>
  );
}

/** What went wrong in the server's words, with the code and trace that a colleague can search for. */
export function ProblemNotice({ what, error, retry }: { what: string; error: unknown; retry?: () => void }) {
  const api = error instanceof ApiError ? error : null;
  const words = error instanceof Error ? error.message : 'No reason is known.';
  return (
    <Notice
      tone={api && (api.status === 0 || api.status >= 502) ? 'unknown' : 'bad'}
      title={what}
      urgent
      action={
        retry && (
          <Button size="small" icon="refresh" onClick={retry}>
            Try again
          </Button>
        )
      }
    >
      <p>{words}</p>
      {api?.fields.map((each) => (
        <p key={each.field + each.message}>
          <code>{each.field}</code>: {each.message}
        </p>
      ))}
      {api && (api.code || api.traceId) && (
        <p className="notice-trace">
          {api.code && (
            <span>
              Code <code>{api.code}</code>
            </span>
          )}
          {api.traceId && (
            <span className="with-copy">
              Trace <code>{api.traceId}</code> <CopyButton text={api.traceId} what="trace id" />
            </span>
          )}
        </p>
      )}
    </Notice>
  );
}

/** The same in one line, for a card beside others that most likely lack the same answer; asking again goes by itself. */
export function ProblemLine({ what, error }: { what: string; error: unknown }) {
  const words = error instanceof Error ? error.message : 'No reason is known.';
  return (
    <p className="problem-line tone-unknown" role="status">
      <Icon name="unknown" />
      <span>
        <strong>{what}.</strong> {words}
      </span>
    </p>
  );
}

/** A place with nothing in it, and what to do about that. */
export function Empty({
  title,
  children,
  heading = false,
}: {
  title: string;
  children?: ReactNode;
  /** Where the page has nothing else: then this is its heading. */
  heading?: boolean;
}) {
  return (
    <div className="empty">
      {heading ? <h1 className="empty-title">{title}</h1> : <p className="empty-title">{title}</p>}
      {children && <div className="soft">{children}</div>}
    </div>
  );
}

/** Grey bars while the first answer is on its way. */
export function Loading({ what, lines = 3 }: { what: string; lines?: number }) {
  return (
    <div className="loading" role="status">
      <span className="only-read-aloud">Loading {what}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="loading-line" />
      ))}
    </div>
  );
}
