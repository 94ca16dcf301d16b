import { useQuery } from '@tanstack/react-query';
import { type Input, inputsQuery, type InputState } from '../api/input';
import { Card } from '../design/card';
import { duration } from '../design/format';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { type StatusLook, StatusWord } from '../design/status';
import { AlertPages } from '../design/sub-pages';
import { When } from '../design/when';
import { pollEvery, useLiveness } from '../live/live';
import '../design/table.css';
import '../backups/run-page.css';

const looks: Record<InputState, StatusLook> = {
  heard: { tone: 'ok', icon: 'ok', words: 'Heard in time' },
  late: { tone: 'bad', icon: 'bad', words: 'Silent' },
  'never-heard': { tone: 'bad', icon: 'bad', words: 'Never heard' },
  'not-watched': { tone: 'neutral', icon: 'paused', words: 'Not watched' },
  unknown: { tone: 'unknown', icon: 'unknown', words: 'Not known' },
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
        {found.data && found.data.items.length > 0 && <InputTable inputs={found.data.items} />}
      </Card>
    </div>
  );
}

function InputTable({ inputs }: { inputs: Input[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <caption className="only-read-aloud">Inputs</caption>
        <thead>
          <tr>
            <th scope="col">Input</th>
            <th scope="col">Dead man's switch</th>
            <th scope="col">Last heard</th>
            <th scope="col">Expected</th>
            <th scope="col" className="figure">
              Taken
            </th>
            <th scope="col">Refused</th>
          </tr>
        </thead>
        <tbody>
          {inputs.map((each) => (
            <tr key={each.name}>
              <td>
                <strong>{each.name}</strong>{' '}
                <span className="quiet">
                  {each.kind ?? 'unknown kind'}
                  {each.address && (
                    <>
                      {' '}
                      <code>{each.address}</code>
                    </>
                  )}
                </span>
              </td>
              <td className="wide">
                <StatusWord look={looks[each.state]} />
              </td>
              <td data-name="Last heard" className="wide">
                <When
                  at={each.lastHeardAt}
                  otherwise={each.state === 'unknown' ? 'unknown' : 'never'}
                  withClock
                />
              </td>
              <td data-name="Expected">
                {each.expectedEverySeconds === null
                  ? each.state === 'not-watched'
                    ? 'at no time'
                    : 'unknown'
                  : `every ${duration(each.expectedEverySeconds)}${each.graceSeconds ? `, ${duration(each.graceSeconds)} grace` : ''}`}
              </td>
              <td className="figure" data-name="Taken">
                {each.received ?? 'unknown'}
              </td>
              <td data-name="Refused" className="wide">
                {each.refused ?? 'unknown'}
                {each.lastRefusal && <span className="soft">: {each.lastRefusal}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
