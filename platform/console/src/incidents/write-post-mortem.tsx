import { useState } from 'react';
import { type PostMortem, savePostMortem } from '../api/incident';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Notice } from '../design/notice';
import { TextArea } from '../design/text-area';
import { type OfIncident, useIncidentAct } from './incident-acts';
import { forgetText, keepText, keptText } from './kept-text';

interface Props extends OfIncident {
  /** What is there now; changes while somebody else saves. */
  found: PostMortem;
  onClose: () => void;
}

/** Writes it. What is typed survives leaving the dialog, the page and the session; what others saved meanwhile survives it. */
export function WritePostMortem({ incident, found, onClose }: Props) {
  const { told, askAgain } = useIncidentAct();
  const place = `post-mortem ${incident.id}`;
  const [kept] = useState(() => keptText(place));
  const [base, setBase] = useState(found);
  const [markdown, setMarkdown] = useState(kept ?? found.markdown);
  const type = (text: string) => {
    setMarkdown(text);
    keepText(place, text);
  };
  const theirs = found.etag !== base.etag;
  return (
    <Ask
      title="Post-mortem"
      act="Save"
      wide
      leave="Leave for now"
      failed="It was not saved; your text is still here"
      blocked={
        theirs
          ? 'Choose first whose text stays'
          : markdown.trim() === ''
            ? 'Write something first'
            : markdown === base.markdown && base.author !== null
              ? 'Nothing is changed yet'
              : null
      }
      showBlocked
      work={() => savePostMortem(incident.id, markdown, base.etag)}
      onDone={() => {
        forgetText(place);
        told('The post-mortem is saved.');
      }}
      onFailed={askAgain}
      onClose={onClose}
    >
      {kept !== null && kept !== found.markdown && (
        <p className="soft" role="status">
          This is what you typed before and did not save.{' '}
          <Button
            size="small"
            onClick={() => {
              forgetText(place);
              setMarkdown(found.markdown);
            }}
          >
            Take what is saved
          </Button>
        </p>
      )}
      {theirs && (
        <Notice
          tone="warn"
          urgent
          title={`${found.author ?? 'Somebody'} has saved it meanwhile`}
          action={
            <>
              <Button
                size="small"
                onClick={() => {
                  type(found.markdown);
                  setBase(found);
                }}
              >
                Take theirs
              </Button>{' '}
              <Button size="small" onClick={() => setBase(found)}>
                Keep mine
              </Button>
            </>
          }
        >
          <p>Saving yours then replaces theirs.</p>
        </Notice>
      )}
      <TextArea
        label="Text"
        hint="Markdown: # heading, - list, **strong**, `code`. What you type is kept in this browser until it is saved."
        rows={16}
        className="mono"
        maxLength={200_000}
        value={markdown}
        data-first
        onChange={(event) => type(event.target.value)}
      />
    </Ask>
  );
}
