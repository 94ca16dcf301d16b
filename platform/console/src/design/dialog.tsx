import { type ReactNode, useEffect, useId, useRef } from 'react';
import { Button } from './button';
import './dialog.css';

interface DialogProps {
  title: string;
  children: ReactNode;
  /** Called on Escape, on the cross and by the buttons of the caller. Left out where the person has to decide. */
  onClose?: () => void;
  actions?: ReactNode;
  wide?: boolean;
}

/** The browser's own modal dialog: it traps focus, makes the page behind inert and gives focus back when it goes. */
export function Dialog({ title, children, onClose, actions, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    if (element && !element.open) element.showModal();
    // The browser would choose the first button, which is the cross.
    element?.querySelector<HTMLElement>('[data-first]')?.focus();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
        {onClose && <Button look="quiet" size="small" icon="close" aria-label="Close" onClick={onClose} />}
      </div>
      <div className="dialog-body">{children}</div>
      {actions && <div className="dialog-actions">{actions}</div>}
    </dialog>
  );
}
