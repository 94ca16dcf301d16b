import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { alertsQuery } from '../api/alert';
import { linkAlert } from '../api/incident';
import { Typed } from '../alerts/filters';
import { alertLooks, severityLooks } from '../alerts/looks';
import { Ask } from '../design/ask';
import { Button } from '../design/button';
import { Choice } from '../design/field';
import { Loading, ProblemNotice } from '../design/notice';
import { StatusWord } from '../design/status';
import { When } from '../design/when';
import { type OfIncident, useIncidentAct } from './incident-acts';

/** Says that another alert belongs to the same trouble. */
export function LinkAlert({ incident }: OfIncident) {
  const { blocked } = useIncidentAct();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="small" icon="bell" blocked={blocked} showReason={false} onClick={() => setAsking(true)}>
        Add an alert…
      </Button>
      {asking && <LinkDialog incident={incident} onClose={() => setAsking(false)} />}
    </>
  );
}

function LinkDialog({ incident, onClose }: OfIncident & { onClose: () => void }) {
  const { told, askAgain } = useIncidentAct();
  const [words, setWords] = useState('');
  const [over, setOver] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Ask
      title="Which alert belongs to it?"
      act="Add it"
      wide
      failed="It was not added"
      blocked={chosen === null ? 'Choose an alert first' : null}
      work={() => linkAlert(incident, chosen!)}
      onDone={() => told('The alert belongs to the incident.')}
      onFailed={askAgain}
      onClose={onClose}
    >
      <div className="filters" role="search" aria-label="Search alerts">
        <Typed name="Search" placeholder="Words of the alert" value={words} onTyped={setWords} />
        <label className="day-choice">
          <input type="checkbox" checked={over} onChange={() => setOver(!over)} /> Also what is over
        </label>
      </div>
      <Candidates linked={incident.alerts} words={words} over={over} chosen={chosen} choose={setChosen} />
    </Ask>
  );
}

interface CandidatesProps {
  linked: string[];
  words: string;
  over: boolean;
  chosen: string | null;
  choose: (alertId: string) => void;
}

function Candidates({ linked, words, over, chosen, choose }: CandidatesProps) {
  const found = useInfiniteQuery({
    ...alertsQuery({ state: over ? '' : 'open', q: words }),
    placeholderData: (before) => before,
  });
  if (found.isPending) return <Loading what="the alerts" lines={4} />;
  if (found.error) return <ProblemNotice what="Which alerts there are is not known" error={found.error} />;
  const items = found.data.pages.flatMap((each) => each.items).filter((each) => !linked.includes(each.id));
  return (
    <fieldset className="choices candidates">
      <legend className="only-read-aloud">Alerts</legend>
      {items.length === 0 && (
        <p className="soft">{words ? 'No other alert has these words.' : 'No other alert is open.'}</p>
      )}
      {items.map((each) => (
        <Choice
          key={each.id}
          name="alert"
          title={
            <>
              <StatusWord look={severityLooks[each.severity]} /> {each.title}
            </>
          }
          checked={chosen === each.id}
          onChoose={() => choose(each.id)}
        >
          {alertLooks[each.state].words}, since <When at={each.raisedAt} />
          {each.source && `, ${each.source}`}
        </Choice>
      ))}
      {found.hasNextPage && (
        <Button size="small" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show more alerts
        </Button>
      )}
    </fieldset>
  );
}
