package io.mooring.embedded.pagerduty;

import io.mooring.embedded.loopback.LoopbackServer;
import io.mooring.embedded.loopback.Reply;
import io.mooring.embedded.loopback.Request;
import io.mooring.embedded.pagerduty.PagerDutyIncident.Status;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code POST /v2/enqueue} on loopback as PagerDuty documents it: what it accepts is worked on afterwards. Incidents
 * can be acknowledged and resolved on its page; subscribers are told of every change by webhooks v3. Faults are queued and
 * taken one for each event.
 *
 * @see <a href="https://developer.pagerduty.com/docs/events-api-v2-overview">Events API v2</a>
 */
public final class PagerDutyStandIn implements AutoCloseable {

    /** Who presses a button of the page. */
    private static final String PERSON = "Somebody with the pager";

    private static final Pattern BUTTON = Pattern.compile("/incidents/(Q[0-9A-F]{13})/(acknowledge|resolve)");

    private final WebhookEvents events = new WebhookEvents(JsonMapper.builder().build());
    private final EventsApi api = new EventsApi(this::work);
    private final SendWebhooks webhooks = new SendWebhooks();
    private final Incidents incidents = new Incidents();
    private final ExecutorService work = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("pagerduty-events").factory());
    private final LoopbackServer server;

    private PagerDutyStandIn(int port) throws IOException {
        this.server = LoopbackServer.start(port, this::answer);
    }

    /** @param port 0 for any free one */
    public static PagerDutyStandIn start(int port) throws IOException {
        return new PagerDutyStandIn(port);
    }

    /** The base address to give a client; ends in a slash. */
    public URI apiUrl() {
        return server.uri();
    }

    /** Where a person reads and acts on the incidents. */
    public URI pageUrl() {
        return server.uri();
    }

    /** All incidents, oldest first, once everything accepted so far is worked on. */
    public List<PagerDutyIncident> incidents() {
        try {
            return work.submit(incidents::all).get();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return incidents.all();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** How many incidents the events of this key made. */
    public long incidentsOf(String dedupKey) {
        return incidents().stream()
                .filter(incident -> incident.dedupKey().equals(dedupKey))
                .count();
    }

    /** How many events were accepted, whatever became of them. */
    public int accepted() {
        return api.accepted();
    }

    /** Does this to the next events, in this order. */
    public void next(PagerDutyFault... next) {
        api.next(List.of(next));
    }

    /** From now on one routing key may send so many events within this time; PagerDuty takes about 120 a minute. Zero ends it. */
    public void limit(int most, Duration within) {
        api.limit(most, within);
    }

    public void subscribe(PagerDutyWebhook webhook) {
        webhooks.subscribe(webhook);
    }

    /** As if a person pressed the button. */
    public void acknowledge(String incident, String person) {
        become(incident, Status.ACKNOWLEDGED, person);
    }

    /** As if a person pressed the button. */
    public void resolve(String incident, String person) {
        become(incident, Status.RESOLVED, person);
    }

    /** As if a person gave it back: it is triggered again. */
    public void unacknowledge(String incident, String person) {
        work.execute(() -> incidents
                .become(incident, Status.TRIGGERED, "UNACKNOWLEDGED by " + person)
                .ifPresent(changed -> webhooks.send(events.of("unacknowledged", changed, person))));
    }

    /** As if a person reopened what was resolved: it is triggered again. */
    public void reopen(String incident, String person) {
        work.execute(() -> incidents
                .reopen(incident, "REOPENED by " + person)
                .ifPresent(changed -> webhooks.send(events.of("reopened", changed, person))));
    }

    private void become(String incident, Status status, String person) {
        work.execute(() -> incidents
                .become(incident, status, status + " by " + person)
                .ifPresent(changed -> webhooks.send(events.of(changed, person))));
    }

    private Reply answer(Request request) {
        Matcher button = BUTTON.matcher(request.path());
        if (request.method().equals("GET")) {
            return Reply.page(PagerDutyPage.of(incidents()));
        }
        if (request.path().equals("/v2/enqueue")) {
            return api.enqueue(request);
        }
        if (!button.matches() || request.isFromElsewhere()) {
            return Reply.text(404, "There is nothing here");
        }
        boolean acknowledges = button.group(2).equals("acknowledge");
        become(button.group(1), acknowledges ? Status.ACKNOWLEDGED : Status.RESOLVED, PERSON);
        return Reply.seeOther("/");
    }

    private void work(Event event) {
        work.execute(() -> incidents.hear(event).ifPresent(changed -> webhooks.send(events.of(changed, null))));
    }

    @Override
    public void close() {
        server.close();
        webhooks.close();
        work.shutdownNow();
    }
}
