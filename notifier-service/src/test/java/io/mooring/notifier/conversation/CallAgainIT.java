package io.mooring.notifier.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.mooring.embedded.pagerduty.PagerDutyFault;
import io.mooring.embedded.pagerduty.PagerDutyIncident;
import io.mooring.embedded.pagerduty.PagerDutyIncident.Status;
import io.mooring.embedded.pagerduty.PagerDutyStandIn;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.delivery.DeliveriesUnderTest;
import io.mooring.notifier.delivery.DeliveriesUnderTest.Begun;
import io.mooring.notifier.destination.DestinationSettings;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.pagerduty.PagerDutyChannel;
import io.mooring.notifier.pagerduty.PagerDutySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** PagerDuty phones nobody about what joins an acknowledged incident: people who are to be called again get another one. */
class CallAgainIT {

    private static final Destinations DESTINATIONS = Destinations.of(
            Map.of("phones", new DestinationSettings("pagerduty", "", "0123456789abcdef0123456789abcdef", "")));

    private static DeliveriesUnderTest world;
    private PagerDutyStandIn pagerDuty;
    private PagerDutyChannel channel;
    private Conversations conversations;

    @BeforeAll
    static void migrate() {
        world = new DeliveriesUnderTest();
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @BeforeEach
    void empty() throws IOException {
        world.reset();
        pagerDuty = PagerDutyStandIn.start(0);
        channel = new PagerDutyChannel(
                new PagerDutySettings(pagerDuty.apiUrl(), Duration.ofSeconds(3)),
                JsonMapper.builder().build(),
                InstantSource.system());
        conversations = new KeepConversations(
                new R2dbcOpenConversations(world.database, world::newId, InstantSource.system()),
                world.plan(),
                DESTINATIONS,
                List.of(channel),
                () -> {});
    }

    @AfterEach
    void stop() {
        channel.close();
        pagerDuty.close();
    }

    @Test
    void whoAcknowledgedIsCalledAgainByAnotherIncidentAndTheFormerIsOver() {
        UUID first = say(Operation.OPEN, Message.Status.FIRING, "Disk full");
        pagerDuty.acknowledge(pagerDuty.incidents().getFirst().id(), "Ann");
        say(Operation.UPDATE, Message.Status.ACKNOWLEDGED, "Disk full");
        UUID second = say(Operation.CALL, Message.Status.FIRING, "Data lost");
        assertThat(second).isNotEqualTo(first);
        assertThat(pagerDuty.incidents())
                .extracting(PagerDutyIncident::status, PagerDutyIncident::title)
                .containsExactly(tuple(Status.RESOLVED, "Disk full"), tuple(Status.TRIGGERED, "Data lost"));
        assertThat(say(Operation.UPDATE, Message.Status.ACKNOWLEDGED, "Data lost"))
                .isEqualTo(second);
        assertThat(statuses()).containsExactly(Status.RESOLVED, Status.ACKNOWLEDGED);
        say(Operation.CALL, Message.Status.FIRING, "All is lost");
        assertThat(statuses()).containsExactly(Status.RESOLVED, Status.RESOLVED, Status.TRIGGERED);
        say(Operation.CLOSE, Message.Status.RESOLVED, "All is well");
        assertThat(statuses()).containsOnly(Status.RESOLVED);
    }

    /** The acknowledgement gave way to the next word before it was sent; where it was made, it is known all the same. */
    @Test
    void anAcknowledgementThatWasNeverSentSilencesToo() {
        say(Operation.OPEN, Message.Status.FIRING, "Disk full");
        pagerDuty.acknowledge(pagerDuty.incidents().getFirst().id(), "Ann");
        plan(Operation.UPDATE, Message.Status.ACKNOWLEDGED, "Disk full");
        say(Operation.CALL, Message.Status.FIRING, "Data lost");
        assertThat(statuses()).containsExactly(Status.RESOLVED, Status.TRIGGERED);
    }

    @Test
    void whatNobodyAcknowledgedStaysOneIncident() {
        say(Operation.OPEN, Message.Status.FIRING, "Disk full");
        say(Operation.UPDATE, Message.Status.FIRING, "Disk fuller");
        say(Operation.CALL, Message.Status.FIRING, "Data lost");
        say(Operation.CALL, Message.Status.ACKNOWLEDGED, "Data lost");
        say(Operation.UPDATE, Message.Status.FIRING, "Data lost again");
        assertThat(statuses()).containsExactly(Status.ACKNOWLEDGED);
    }

    @Test
    void whoDidNotAnswerIsCalledOnceMoreByAnotherIncidentEachTime() {
        UUID first = say(Operation.OPEN, Message.Status.FIRING, "Disk full");
        UUID second = callAnew("Disk full");
        UUID third = callAnew("Disk full");
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(statuses()).containsExactly(Status.RESOLVED, Status.RESOLVED, Status.TRIGGERED);
        assertThat(calls()).isEqualTo(3);
        assertThat(say(Operation.CALL, Message.Status.FIRING, "Disk fuller")).isEqualTo(third);
        assertThat(calls()).isEqualTo(3);
    }

    @Test
    void whoWasNeverCalledIsCalledOnce() {
        callAnew("Disk full");
        assertThat(statuses()).containsExactly(Status.TRIGGERED);
        assertThat(calls()).isOne();
    }

    @Test
    void callsThatNeverLeftBecomeOne() {
        plan(Operation.OPEN, Message.Status.FIRING, "Disk full");
        planAnew("Disk full");
        callAnew("Disk fuller");
        assertThat(statuses()).containsExactly(Status.TRIGGERED);
        assertThat(calls()).isOne();
    }

    /** It may be on its way, or have arrived without an answer: each call with a key of its own would ring when PagerDuty is back. */
    @Test
    void whilePagerDutyIsAwayCallsDoNotPileUp() {
        pagerDuty.next(new PagerDutyFault.Answers(503));
        say(Operation.OPEN, Message.Status.FIRING, "Disk full");
        assertThat(statuses()).isEmpty();
        planAnew("Disk full");
        planAnew("Disk full");
        world.passes(Duration.ofHours(1));
        callAnew("Disk full");
        assertThat(calls()).isOne();
    }

    /** Somebody acknowledged it elsewhere before PagerDuty was told: nobody is woken, unless it is handed back. */
    @Test
    void whatSomebodyHasBeforeItIsToldCallsNobodyUntilItIsHandedBack() {
        plan(Operation.OPEN, Message.Status.FIRING, "Disk full");
        say(Operation.UPDATE, Message.Status.ACKNOWLEDGED, "Disk full");
        assertThat(statuses()).isEmpty();
        say(Operation.CALL, Message.Status.FIRING, "Disk full");
        assertThat(statuses()).containsExactly(Status.TRIGGERED);
    }

    @Test
    void whatWasNotToldYetIsToldOnce() {
        plan(Operation.OPEN, Message.Status.FIRING, "Disk full");
        plan(Operation.UPDATE, Message.Status.ACKNOWLEDGED, "Disk full");
        say(Operation.CALL, Message.Status.FIRING, "Data lost");
        assertThat(statuses()).containsExactly(Status.TRIGGERED);
    }

    private List<Status> statuses() {
        return pagerDuty.incidents().stream().map(PagerDutyIncident::status).toList();
    }

    private int calls() {
        return pagerDuty.incidents().stream().mapToInt(PagerDutyIncident::calls).sum();
    }

    private UUID say(Operation operation, Message.Status status, String title) {
        return send(plan(operation, status, title));
    }

    private UUID callAnew(String title) {
        return send(planAnew(title));
    }

    private UUID send(UUID conversation) {
        for (List<Begun> due = world.begin(); !due.isEmpty(); due = world.begin()) {
            due.forEach(one -> world.end(one, channel, DESTINATIONS.named("phones"), false));
        }
        return conversation;
    }

    private UUID plan(Operation operation, Message.Status status, String title) {
        return world.transactions
                .transactional(conversations.say("phones", "alerts/1", operation, message(status, title)))
                .block();
    }

    private UUID planAnew(String title) {
        return world.transactions
                .transactional(conversations.callAnew("phones", "alerts/1", message(Message.Status.FIRING, title)))
                .block();
    }

    private static Message message(Message.Status status, String title) {
        Words words = Words.of(title, "What happened.");
        return new Message(status, Severity.CRITICAL, words, List.of(), 0, "", null, "", null, "c-1");
    }
}
