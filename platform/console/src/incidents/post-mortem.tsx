import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { finishPostMortem, isOver, type PostMortem, postMortemQuery, savePostMortem } from '../api/incident';
import { isRefusal } from '../api/refusal';
import { Act } from '../design/act';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { Markdown } from '../design/markdown';
import { Loading, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';
import { TextArea } from '../design/text-area';
import { When } from '../design/when';
import { type OfIncident, useIncidentAct } from './incident-acts';
import { postMortemLooks } from './looks';

/** What was learned: shown, written, and said to be done. */
export function PostMortemCard({ incident }: OfIncident) {
  const found = useQuery({
    ...postMortemQuery(incident.id),
    retry: (failures, error) => !isRefusal(error) && failures < 2,
  });
  const { state, dueAt } = incident.postMortem;
  return (
    <Card title="Post-mortem" aside={<StatusWord look={postMortemLooks[state]} />}>
      <div className="stack">
        {state !== 'done' && dueAt && (
          <p>
            Due <When at={dueAt} withClock />
          </p>
        )}
        {!isOver(incident) && <p className="soft">It is written when the incident is over.</p>}
        {found.isPending && <Loading what="the post-mortem" />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'What is shown may be out of date' : 'The post-mortem cannot be shown'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data && <Written incident={incident} found={found.data} />}
      </div>
    </Card>
  );
}

function Written({ incident, found }: OfIncident & { found: PostMortem }) {
  const { blocked, told, askAgain } = useIncidentAct();
  const [writing, setWriting] = useState<PostMortem | null>(null);
  const [markdown, setMarkdown] = useState('');
  const done = found.state === 'done';
  return (
    <>
      {found.author && (
        <p className="soft">
          {found.author}, <When at={found.updatedAt} withClock />
        </p>
      )}
      {found.markdown.trim() === '' ? (
        <p className="soft">Nothing is written yet.</p>
      ) : (
        <Markdown text={found.markdown} />
      )}
      <div className="row">
        <Button
          size="small"
          icon="page"
          blocked={blocked}
          showReason={false}
          onClick={() => {
            setMarkdown(found.markdown);
            setWriting(found);
          }}
        >
          Write…
        </Button>
        <Act
          words="It is done…"
          size="small"
          icon="check"
          shown={!done}
          blocked={blocked ?? (isOver(incident) ? null : 'The incident is not over')}
          title="Is the post-mortem done?"
          act="It is done"
          failed="Nothing was changed"
          work={() => finishPostMortem(incident.id)}
          onDone={() => told('The post-mortem is done.')}
          onFailed={askAgain}
        >
          <p>Nobody is reminded of it any more.</p>
        </Act>
      </div>
      {writing && (
        <Ask
          title="Post-mortem"
          act="Save"
          wide
          leave="Leave without saving"
          failed="It was not saved; your text is still here"
          blocked={markdown === writing.markdown ? 'Nothing is changed yet' : null}
          work={() => savePostMortem(incident.id, markdown, writing.etag)}
          onDone={() => told('The post-mortem is saved.')}
          onClose={() => setWriting(null)}
        >
          <TextArea
            label="Text"
            hint="Markdown: # heading, - list, **strong**, `code`."
            rows={16}
            className="input mono"
            maxLength={100_000}
            value={markdown}
            onChange={(event) => setMarkdown(event.target.value)}
          />
        </Ask>
      )}
    </>
  );
}
