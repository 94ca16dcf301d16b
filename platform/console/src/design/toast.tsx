import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { Button } from './button';
import { Icon } from './icon';
import type { Tone } from './status';
import './toast.css';

interface Toast {
  tone: Extract<Tone, 'ok' | 'warn' | 'bad' | 'run' | 'neutral'>;
  words: string;
  /** What it is about: a newer toast on the same thing takes its place, so that "started" never outlives "completed". */
  about?: string;
  /** What takes it back. */
  undo?: () => void;
}

const ToastContext = createContext<(toast: Toast) => void>(() => {});

/** Tells what just happened, for some seconds. Never the only place where a failure is told. */
export const useToast = () => useContext(ToastContext);

const shownFor = 6_000;
/** Long enough to see the mistake and reach the button. */
const undoFor = 20_000;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<(Toast & { id: number })[]>([]);
  const drop = useCallback((id: number) => setToasts((all) => all.filter((each) => each.id !== id)), []);
  const show = useCallback(
    (toast: Toast) => {
      const id = performance.now();
      setToasts((all) => [
        ...all.filter((each) => !toast.about || each.about !== toast.about).slice(-2),
        { ...toast, id },
      ]);
      setTimeout(() => drop(id), toast.undo ? undoFor : shownFor);
    },
    [drop],
  );
  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status" aria-live="polite">
        {toasts.map((toast) => (
          <div key={toast.id} className={`toast tone-${toast.tone}`}>
            <Icon name={toast.tone === 'neutral' ? 'cancelled' : toast.tone} />
            <span className="grow">{toast.words}</span>
            {toast.undo && (
              <Button
                size="small"
                onClick={() => {
                  drop(toast.id);
                  toast.undo?.();
                }}
              >
                Undo
              </Button>
            )}
            <Button
              look="quiet"
              size="small"
              icon="close"
              aria-label="Dismiss"
              onClick={() => drop(toast.id)}
            />
          </div>
        ))}
      </div>
    </ToastContext>
  );
}
