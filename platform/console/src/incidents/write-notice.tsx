import { useState } from 'react';
import { Ask } from '../design/ask';
import { Field } from '../design/field';
import { TextArea } from '../design/text-area';

/** Says nothing that only insiders may know: titles of incidents name servers. */
const neutral = 'A problem with our service';

export const headlineLength = 150;

interface Written {
  title: string | null;
  text: string | null;
}

interface WriteNoticeProps {
  /** What stands in the fields at first. */
  first: Written;
  /** What customers read last, where they read something. */
  before: Written | null;
  send: boolean;
  blocked: string | null;
  work: (title: string, text: string) => Promise<unknown>;
  onDone: () => void;
  onFailed: () => void;
  onClose: () => void;
}

/** Writes what customers read, and shows it as they will. */
export function WriteNotice({
  first,
  before,
  send,
  blocked,
  work,
  onDone,
  onFailed,
  onClose,
}: WriteNoticeProps) {
  const [title, setTitle] = useState(first.title ?? neutral);
  const [text, setText] = useState(first.text ?? '');
  const missing =
    title.trim() === '' ? 'Write a headline first' : text.trim() === '' ? 'Write something first' : null;
  return (
    <Ask
      title={
        send
          ? before
            ? 'Send another notice to customers?'
            : 'Send this to customers?'
          : 'Write the notice to customers'
      }
      act={send ? 'Send it' : 'Keep the draft'}
      wide
      danger={send}
      leave="Not now"
      failed={send ? 'It is not known to be sent' : 'The draft was not kept'}
      blocked={blocked ?? missing}
      showBlocked
      work={() => work(title.trim(), text.trim())}
      onDone={onDone}
      onFailed={onFailed}
      onClose={onClose}
    >
      {send && <p>It goes out as it stands below. What was sent cannot be taken back.</p>}
      {before?.text && (
        <>
          <p className="soft">They read last:</p>
          <AsCustomersRead {...before} />
        </>
      )}
      <Field
        label="Headline"
        hint="Customers read it first; the title of the incident they never see."
        maxLength={headlineLength}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label="Notice"
        hint="What customers notice, since when, and when they hear more; or that it is over."
        rows={6}
        maxLength={4_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {missing === null && (
        <>
          <p className="soft">{send ? 'Customers will read:' : 'Customers would read:'}</p>
          <AsCustomersRead title={title.trim()} text={text.trim()} />
        </>
      )}
    </Ask>
  );
}

/** Headline and text, to the letter. */
export function AsCustomersRead({ title, text }: Written) {
  return (
    <blockquote className="notice-text">
      {title && <strong className="notice-headline">{title}</strong>}
      {text}
    </blockquote>
  );
}
