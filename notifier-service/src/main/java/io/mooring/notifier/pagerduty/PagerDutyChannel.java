package io.mooring.notifier.pagerduty;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Failings;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.http.PostOnce;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * PagerDuty's Events API v2. Each conversation is one alert there: its id is the deduplication key, so an event that comes
 * twice while the alert is open does what it does once. After {@code resolve} the same key would open another incident; a
 * conversation says nothing after its CLOSE, and its deliveries go in their order, so no trigger follows a resolve.
 */
public final class PagerDutyChannel implements Channel, AutoCloseable {

    public static final String ID = "pagerduty";

    /** 120 events in any minute for each routing key: ten at once, and 109 more before the minute is over. */
    private static final Manner MANNER = new Manner(true, Duration.ofMillis(550), 10, Manner.FOR_A_DAY);

    private static final String WHAT_TO_SET =
            "Set the destination's secret to the routing key of an Events API v2 integration";

    private final Failings failings = new Failings();
    private final URI enqueue;
    private final PostOnce http;
    private final JsonMapper json;
    private final PagerDutyAnswers answers;
    private final InstantSource clock;

    public PagerDutyChannel(PagerDutySettings settings, JsonMapper json, InstantSource clock) {
        this.enqueue = settings.baseUrl().resolve("v2/enqueue");
        this.http = new PostOnce(settings.timeout());
        this.json = json;
        this.answers = new PagerDutyAnswers(json);
        this.clock = clock;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Manner manner() {
        return MANNER;
    }

    /** A trigger that joins an incident is written into its log; it notifies nobody, whether the incident is acknowledged or not. */
    @Override
    public boolean callsAtFirst() {
        return true;
    }

    @Override
    public Readiness readiness(Destination destination) {
        return isConfigured(destination)
                ? failings.readiness(destination, "Sends events to " + enqueue.getHost())
                : Readiness.notConfigured(WHAT_TO_SET);
    }

    @Override
    public Answer send(Envelope envelope) {
        if (!isConfigured(envelope.destination())) {
            return new Answer.Refused("PagerDuty is not configured. " + WHAT_TO_SET + ", then retry");
        }
        Action action = Action.of(envelope);
        return action == Action.NONE
                ? new Answer.Delivered(PagerDutyEvent.dedupKey(envelope), "Not sent: " + whyNot(envelope))
                : failings.after(envelope.destination(), post(PagerDutyEvent.of(envelope, action)));
    }

    private static String whyNot(Envelope envelope) {
        return envelope.message().status() == Message.Status.ACKNOWLEDGED
                ? "somebody has it already"
                : "PagerDuty is told of calls alone";
    }

    private Answer post(PagerDutyEvent event) {
        byte[] body = json.writeValueAsBytes(event);
        Answer answer = answers.of(
                http.post(enqueue, body, Map.of("Content-Type", "application/json")),
                event.dedupKey(),
                clock.instant());
        return answer instanceof Answer.Refused refused
                ? new Answer.Refused(refused.detail().replace(event.routingKey(), "(routing key)"))
                : answer;
    }

    /**
     * The Events API cannot be asked. Absent, and not CannotLook: sending again is no risk to weigh here but is what makes
     * sure. Had the first event arrived, the second of the same key joins it; had it not, this one is the first. The one
     * exception is an incident that a person has closed at PagerDuty in the meantime: a second trigger then calls again.
     */
    @Override
    public Finding find(Envelope envelope, Instant since) {
        return new Finding.Absent();
    }

    private static boolean isConfigured(Destination destination) {
        return !destination.secret().isBlank();
    }

    @Override
    public void close() {
        http.close();
    }
}
