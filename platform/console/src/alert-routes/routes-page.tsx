import { useQuery } from '@tanstack/react-query';
import { type AlertRoute, routesQuery } from '../api/telling';
import { Card } from '../design/card';
import { duration } from '../design/format';
import { Empty, Loading, ProblemNotice } from '../design/notice';
import { AlertPages } from '../design/sub-pages';
import { TryIt } from './try-it';
import '../design/table.css';
import '../backups/run-page.css';

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
            <th scope="col">Not acknowledged</th>
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
              <td data-name="When">
                {each.inMaintenance ? 'while maintenance mutes it' : (each.hours ?? 'always')}
              </td>
              <td data-name="To">{each.to.join(', ') || 'nobody'}</td>
              <td data-name="Together by">{each.groupBy.join(', ') || 'each by itself'}</td>
              <td data-name="Not acknowledged">
                {each.remindAfterSeconds === null
                  ? 'told once'
                  : `told again after ${duration(each.remindAfterSeconds)}`}
              </td>
              <td data-name="Then">
                {each.inMaintenance
                  ? 'others tell it afterwards'
                  : each.goesOn === null
                    ? 'unknown'
                    : each.goesOn
                      ? 'goes on to the next'
                      : 'ends here'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
