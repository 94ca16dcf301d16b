package io.mooring.platform.events.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.micrometer.observation.ObservationRegistry;
import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventHandler;
import io.mooring.platform.events.ReceivedEvent;
import io.mooring.platform.events.Surroundings;
import io.mooring.platform.events.cloudevents.EventAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class InboxConsumerTest {

    private final List<String> noted = new ArrayList<>();
    private final List<String> handled = new ArrayList<>();

    @Test
    void notesAndHandlesWhatConcernsTheHandler() {
        receive("run-1");
        assertThat(noted).containsExactly("run-1");
        assertThat(handled).containsExactly("run-1");
    }

    @Test
    void passesOverWhatDoesNotConcernTheHandlerWithoutANote() {
        receive("of no concern");
        assertThat(noted).isEmpty();
        assertThat(handled).isEmpty();
    }

    @Test
    void anEventThatIsNeverDoneIsAtFaultWhileOthersAreNoted() {
        assertThat(failure(new NotingInbox(noted))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noEventIsAtFaultWhileNothingIsNoted() {
        assertThat(Surroundings.areAway(failure(new StuckInbox()))).isTrue();
    }

    private Throwable failure(Inbox inbox) {
        return catchThrowable(() -> receive("run-1", _ -> Mono.never(), inbox, Duration.ofMillis(50)));
    }

    private void receive(String run) {
        receive(run, new OfRuns(), new NotingInbox(noted), Duration.ofSeconds(5));
    }

    private static void receive(String run, EventHandler handler, Inbox inbox, Duration timeout) {
        new InboxConsumer("group", handler, inbox, timeout, ObservationRegistry.NOOP)
                .handle(
                        new EventAttributes(run, "BackupStarted", "/test", Instant.EPOCH, null, null, null, null),
                        "mooring.backup.runs",
                        "plan",
                        Backups.record("plan", run));
    }

    private final class OfRuns implements EventHandler {

        @Override
        public boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
            return event.payload() instanceof BackupStarted started
                    && started.getRunId().startsWith("run");
        }

        @Override
        public Mono<Void> handle(ReceivedEvent<? extends SpecificRecord> event) {
            return Mono.fromRunnable(() -> handled.add(event.id()));
        }
    }
}
