import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Link, Route, Switch, useLocation } from 'wouter';
import { ApiError } from './api/http';
import { AlertPage } from './alerts/alert-page';
import { AlertsPage } from './alerts/alerts-page';
import { AnnouncementsPage } from './announcements/announcements-page';
import { RoutesPage } from './alert-routes/routes-page';
import { BackupsPage } from './backups/backups-page';
import { RunPage } from './backups/run-page';
import { DeliveriesPage } from './deliveries/deliveries-page';
import { DestinationsPage } from './destinations/destinations-page';
import { Empty } from './design/notice';
import { ToastProvider } from './design/toast';
import { DrillPage } from './drill/drill-page';
import { RecoveryPage } from './drill/recovery-page';
import { IncidentPage } from './incidents/incident-page';
import { IncidentsPage } from './incidents/incidents-page';
import { StatisticsPage } from './incidents/statistics-page';
import { InputsPage } from './inputs/inputs-page';
import { LiveProvider } from './live/live';
import { LocationsPage } from './locations/locations-page';
import { OnCallPage } from './on-call/on-call-page';
import { NewsPage } from './news/news-page';
import { PlanPage } from './plans/plan-page';
import { PurgePage } from './purge/purge-page';
import { PurgesPage } from './purge/purges-page';
import { RequestPage } from './restore/request-page';
import { RestorePage } from './restore/restore-page';
import { RestoresPage } from './restore/restores-page';
import { SilencesPage } from './silences/silences-page';
import { Session } from './session/session';
import { Shell } from './shell/shell';

/** A refusal stays a refusal however often one asks; only silence and a server's own fault are asked again. */
const worthAskingAgain = (failures: number, error: Error) =>
  failures < 1 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500);

export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { retry: worthAskingAgain, retryDelay: 700, staleTime: 2_000, networkMode: 'always' },
      mutations: { networkMode: 'always' },
    },
  });

export function App({ client }: { client: QueryClient }) {
  return (
    <QueryClientProvider client={client}>
      <ToastProvider>
        <Session>
          <LiveProvider>
            <Shell>
              <Switch>
                <Route path="/">
                  <BackupsPage />
                </Route>
                <Route path="/runs/:id">{({ id }) => <RunPage key={id} runId={id} />}</Route>
                <Route path="/plans/:id">{({ id }) => <PlanPage key={id} planId={id} />}</Route>
                <Route path="/restores">
                  <RestoresPage />
                </Route>
                <Route path="/restores/:id">{({ id }) => <RestorePage key={id} restoreId={id} />}</Route>
                <Route path="/restore">
                  <RequestPage />
                </Route>
                <Route path="/locations">
                  <LocationsPage />
                </Route>
                <Route path="/recovery">
                  <RecoveryPage />
                </Route>
                <Route path="/drills/:id">{({ id }) => <DrillPage key={id} drillId={id} />}</Route>
                <Route path="/purges">
                  <PurgesPage />
                </Route>
                <Route path="/purges/:id">{({ id }) => <PurgePage key={id} purgeId={id} />}</Route>
                <Route path="/alerts">
                  <AlertsPage />
                </Route>
                <Route path="/alerts/:id">{({ id }) => <AlertPage key={id} alertId={id} />}</Route>
                <Route path="/silences">
                  <SilencesPage />
                </Route>
                <Route path="/routes">
                  <RoutesPage />
                </Route>
                <Route path="/inputs">
                  <InputsPage />
                </Route>
                <Route path="/incidents">
                  <IncidentsPage />
                </Route>
                <Route path="/incidents/:id">{({ id }) => <IncidentPage key={id} incidentId={id} />}</Route>
                <Route path="/statistics">
                  <StatisticsPage />
                </Route>
                <Route path="/on-call">
                  <OnCallPage />
                </Route>
                <Route path="/destinations">
                  <DestinationsPage />
                </Route>
                <Route path="/announcements">
                  <AnnouncementsPage />
                </Route>
                <Route path="/news">
                  <NewsPage />
                </Route>
                <Route path="/deliveries">
                  <DeliveriesPage />
                </Route>
                <Route>
                  <NoSuchPage />
                </Route>
              </Switch>
            </Shell>
          </LiveProvider>
        </Session>
      </ToastProvider>
    </QueryClientProvider>
  );
}

function NoSuchPage() {
  const [path] = useLocation();
  return (
    <section className="card" aria-label="No such page">
      <title>No such page · Mooring</title>
      <Empty title="There is no such page" heading>
        <p>
          Nothing is at <code>{path}</code>. The address may be mistyped, or from a newer version.
        </p>
        <p>
          <Link href="/">Go to backups</Link>
        </p>
      </Empty>
    </section>
  );
}
