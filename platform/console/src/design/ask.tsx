import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from './button';
import { Dialog } from './dialog';
import type { IconName } from './icon';
import { ProblemNotice } from './notice';

interface AskProps<T> {
  title: string;
  children: ReactNode;
  /** What the button does, as a verb: "Drop the old database". */
  act: string;
  icon?: IconName;
  danger?: boolean;
  leave?: string;
  /** Said above the server's reason: "Nothing was changed". */
  failed: string;
  /** Why it cannot be done yet. */
  blocked?: string | null;
  /** Says so beside the buttons, where a long form hides what is missing. */
  showBlocked?: boolean;
  work: () => Promise<T>;
  onDone: (answer: T) => void;
  /** Where a refusal most likely means that the page is behind: asks again what it shows. */
  onFailed?: () => void;
  wide?: boolean;
  onClose: () => void;
}

/** Asks before something is changed, does it, and stays open with the reason when it did not happen. */
export function Ask<T>(props: AskProps<T>) {
  const { onClose, danger = false, blocked = null } = props;
  const work = useMutation({
    mutationFn: props.work,
    onSuccess: (answer) => {
      props.onDone(answer);
      onClose();
    },
    onError: () => props.onFailed?.(),
  });
  return (
    <Dialog
      title={props.title}
      wide={props.wide ?? false}
      onClose={onClose}
      actions={
        <>
          {props.showBlocked && blocked && (
            <span className="dialog-reason" role="status">
              {blocked}
            </span>
          )}
          {/* Where something is lost, Enter must not lose it. */}
          <Button onClick={onClose} {...(danger && { 'data-first': true })}>
            {props.leave ?? 'Not now'}
          </Button>
          <Button
            look={danger ? 'danger' : 'primary'}
            {...(props.icon && { icon: props.icon })}
            busy={work.isPending}
            blocked={blocked}
            showReason={false}
            {...(!danger && { 'data-first': true })}
            onClick={() => work.mutate()}
          >
            {work.isError ? 'Try again' : props.act}
          </Button>
        </>
      }
    >
      {props.children}
      {work.error && <ProblemNotice what={props.failed} error={work.error} />}
    </Dialog>
  );
}
