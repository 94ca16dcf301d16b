import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { labelsOf, severities } from '../api/alert';
import { type AlertRoute, routesQuery, tryRoutes } from '../api/telling';
import { severityLooks } from '../alerts/looks';
import { Why } from '../alerts/why';
import { Button } from '../design/button';
import { Card } from '../design/card';
import { Field } from '../design/field';
import { toInstant } from '../design/local-time';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { SelectField } from '../design/select-field';
import { AlertPages } from '../design/sub-pages';
import '../design/table.css';
import '../backups/run-page.css';
import './routes.css';

/** Whom alerts go to, in the order in which routes are asked; and what would happen to one. */
export function RoutesPage() {
  const found = useQuery(routesQuery);
  return (
    <div className="stack run-page">
      <title>Routes · Mooring</title>
      <AlertPages />
      <h1>Routes</h1>
      <TryIt />
      <Card title="Routes, in the order they are asked" flush>
        {found.isPending && <Loading what="the routes" lines={4} />}
        {found.error && (
          <ProblemNotice
            what={found.data ? 'The list below may be out of date' : 'Whom alerts go to is not known'}
            error={found.error}
            retry={() => void found.refetch()}
          />
        )}
        {found.data?.items.length === 0 && (
          <Empty title="There is no route">
            <p>Nobody would be told of any alert. Routes are given in the notifier's settings.</p>
          </Empty>
        )}
        {found.data && found.data.items.length > 0 && <RouteTable routes={found.data.items} />}
      </Card>
    </div>
  );
}

function RouteTable({ routes }: { routes: AlertRoute[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <caption className="only-read-aloud">Routes</caption>
        <thead>
          <tr>
            <th scope="col">Route</th>
            <th scope="col">Takes</th>
            <th scope="col">When</th>
            <th scope="col">To</th>
            <th scope="col">Together by</th>
            <th scope="col">Then</th>
          </tr>
        </thead>
        <tbody>
          {routes.map((each) => (
            <tr key={each.name}>
              <td>
                <strong>{each.name}</strong>
              </td>
              <td data-name="Takes" className="wide">
                {each.severities.join(', ') || 'every severity'}
                {each.matchers.map((matcher) => (
                  <span key={matcher}>
                    {' '}
                    <code>{matcher}</code>
                  </span>
                ))}
              </td>
              <td data-name="When">{each.hours ?? 'always'}</td>
              <td data-name="To">{each.to.join(', ') || 'nobody'}</td>
              <td data-name="Together by">{each.groupBy.join(', ') || 'each by itself'}</td>
              <td data-name="Then">
                {each.goesOn === null ? 'unknown' : each.goesOn ? 'goes on to the next' : 'ends here'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Asks the service what it would decide; nobody is told by that. */
function TryIt() {
  const [severity, setSeverity] = useState<string>('critical');
  const [labels, setLabels] = useState('');
  const [at, setAt] = useState('');
  const order = { severity, title: null, labels: labelsOf(labels), at: toInstant(at) };
  const tried = useMutation({ mutationFn: () => tryRoutes(order) });
  // What was asked before says nothing of what stands in the form now.
  const change = (set: (value: string) => void) => (event: { target: { value: string } }) => {
    tried.reset();
    set(event.target.value);
  };
  return (
    <Card title="What would happen to an alert?">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          tried.mutate();
        }}
      >
        <div className="try-fields">
          <SelectField
            label="Severity"
            value={severity}
            onChange={change(setSeverity)}
            options={severities.map((each) => [each, severityLooks[each].words] as const)}
          />
          <Field
            label="Labels"
            placeholder="service=checkout team=shop"
            hint="name=value, with spaces between."
            value={labels}
            data-shortcut="filter"
            onChange={change(setLabels)}
          />
          <Field
            label="At"
            type="datetime-local"
            hint="Left empty: now."
            value={at}
            onChange={change(setAt)}
          />
        </div>
        <p className="row">
          <Button type="submit" look="primary" busy={tried.isPending}>
            Look what would happen
          </Button>
          <span className="quiet">Nobody is told by looking.</span>
        </p>
        {tried.error && <ProblemNotice what="What would happen is not known" error={tried.error} />}
        <div role="status">{tried.data && <Why decision={tried.data} />}</div>
      </form>
    </Card>
  );
}
