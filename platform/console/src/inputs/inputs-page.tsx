import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { type Input, inputsQuery, type InputState } from '../api/input';
import { Card } from '../design/card';
import { CopyButton } from '../design/copy-button';
import { count } from '../design/format';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { Badge, type StatusLook } from '../design/status';
import { AlertPages } from '../design/sub-pages';
import { useClock, When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import { Refusals } from './refusals';
import { switchWords } from './switch-words';
import '../backups/run-page.css';
import '../silences/silences.css';
import './inputs.css';

const looks: Record<InputState, StatusLook> = {
  heard: { tone: 'ok', icon: 'ok', words: 'Heard' },
  late: { tone: 'bad', icon: 'bad', words: 'Silent' },
  'never-heard': { tone: 'bad', icon: 'bad', words: 'Never heard' },
  'not-watched': { tone: 'neutral', icon: 'paused', words: 'Not watched' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
};

const kinds: Record<string, string> = {
  alertmanager: 'Alertmanager',
  grafana: 'Grafana',
  cloudevents: 'CloudEvents',
  events: 'CloudEvents',
  pagerduty: 'PagerDuty Events v2',
};

/** Where other systems report to, and which of them fell silent. */
export function InputsPage() {
  const liveness = useLiveness();
  const found = useQuery({ ...inputsQuery, refetchInterval: pollEvery(liveness, true) * 2 });
  return (
    <div className="stack run-page">
      <title>Inputs · Mooring</title>
      <AlertPages />
      <h1>Inputs</h1>
      <Card title="Where other systems report to" flush>
        {found.isPending && <Loading what="the inputs" lines={4} />}
        {found.error && (
          <ProblemNotice
            what={
              found.data
                ? 'The list below may be out of date'
                : 'Whether other systems still report is not known'
            }
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data?.items.length === 0 && (
          <Empty title="No other system reports here">
            <p>
              Inputs for Alertmanager, Grafana, CloudEvents and others are given in the notifier's settings.
            </p>
          </Empty>
        )}
        <ul aria-label="Inputs">
          {found.data?.items.map((each) => (
            <InputRow key={each.name} input={each} />
          ))}
        </ul>
      </Card>
    </div>
  );
}

function InputRow({ input }: { input: Input }) {
  const words = useClock((now) => switchWords(input, now));
  return (
    <li className="silence">
      <Badge look={looks[input.state]} />
      <div className="silence-words">
        <h3>
          {input.name}{' '}
          <span className="quiet input-kind">{kinds[input.kind ?? ''] ?? input.kind ?? 'unknown kind'}</span>
        </h3>
        <p>{words}</p>
        <p className="input-facts">
          <span>
            last heard <When at={input.lastHeardAt} otherwise="never" withClock />
          </span>
          <span>{input.received === null ? 'how much it took is not known' : `${input.received} taken`}</span>
          {input.refused === null && <span>how much it refused is not known</span>}
          {input.refused === 0 && <span>nothing refused</span>}
          <Link href={`/alerts?state=all&q=${encodeURIComponent(input.name)}`}>
            Alerts that name it<span className="only-read-aloud"> {input.name}</span>
          </Link>
        </p>
        {input.address && (
          <p className="with-copy">
            <code>{input.address}</code> <CopyButton text={input.address} what={`address of ${input.name}`} />
          </p>
        )}
        {((input.refused ?? 0) > 0 || input.lastRefusal) && <RefusedHere input={input} />}
      </div>
    </li>
  );
}

/** The newest at once, the others when asked for. */
function RefusedHere({ input }: { input: Input }) {
  const [open, setOpen] = useState(false);
  const { refused, lastRefusal } = input;
  return (
    <details className="input-refused" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {refused === null ? 'Some were refused' : `${count(refused, 'report')} refused`}
        {!open && lastRefusal && (
          <span className="soft">
            , last <When at={lastRefusal.at} />: {lastRefusal.words ?? 'why is not known'}
          </span>
        )}
      </summary>
      {open && <Refusals name={input.name} />}
    </details>
  );
}
