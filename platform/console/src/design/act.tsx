import { type ReactNode, useState } from 'react';
import { Ask } from './ask';
import { Button } from './button';
import type { IconName } from './icon';
import { TextArea } from './text-area';
import './field.css';

interface ActProps<T> {
  /** On the button that opens the question; an ellipsis where more than yes is asked for. */
  words: string;
  /** What the button is about where the words alone do not say it, for who hears the page. */
  about?: string;
  icon?: IconName;
  look?: 'primary' | 'plain' | 'quiet';
  size?: 'small' | 'normal';
  /** Why it cannot be done by this person, or now. */
  blocked: string | null;
  showReason?: boolean;
  title: string;
  act: string;
  danger?: boolean;
  leave?: string;
  failed: string;
  /** What the person may write, or must. */
  note?: { label: string; hint?: string; required?: boolean };
  work: (note: string) => Promise<T>;
  onDone: (answer: T) => void;
  onFailed?: () => void;
  /** False where there is nothing to do any more; a question that is open stays, with the reason why it came too late. */
  shown?: boolean;
  children?: ReactNode;
}

/** A button that asks before it changes something, with a note where one belongs to it. */
export function Act<T>(props: ActProps<T>) {
  const [asking, setAsking] = useState(false);
  const [text, setText] = useState('');
  const note = text.trim();
  const open = () => {
    setText('');
    setAsking(true);
  };
  return (
    <>
      {(props.shown ?? true) && (
        <Button
          size={props.size ?? 'normal'}
          look={props.look ?? 'plain'}
          {...(props.icon && { icon: props.icon })}
          blocked={props.blocked}
          showReason={props.showReason ?? false}
          onClick={open}
        >
          {props.words}
          {props.about && <span className="only-read-aloud"> {props.about}</span>}
        </Button>
      )}
      {asking && (
        <Ask
          title={props.title}
          act={props.act}
          {...(props.icon && { icon: props.icon })}
          danger={props.danger ?? false}
          {...(props.leave && { leave: props.leave })}
          failed={props.failed}
          blocked={props.note?.required && note === '' ? 'Write something first' : null}
          work={() => props.work(note)}
          onDone={props.onDone}
          {...(props.onFailed && { onFailed: props.onFailed })}
          onClose={() => setAsking(false)}
        >
          {props.children}
          {props.note && (
            <TextArea
              label={props.note.label}
              hint={props.note.hint}
              value={text}
              maxLength={2_000}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Ask>
      )}
    </>
  );
}
