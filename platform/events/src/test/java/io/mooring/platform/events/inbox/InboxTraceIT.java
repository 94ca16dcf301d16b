package io.mooring.platform.events.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventHandler;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.cloudevents.EventAttributes;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.platform.events.outbox.OutboxRow;
import io.mooring.platform.events.outbox.Outboxes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a handler appends belongs to the trace of the event that it handles, although the database's threads do the work. */
class InboxTraceIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private static EventsDatabase database;

    @BeforeAll
    static void migrate() {
        database = new EventsDatabase("trace");
    }

    @AfterAll
    static void disconnect() {
        database.close();
    }

    @Test
    void whatAHandlerAppendsGoesOnWithTheTraceOfItsEvent() {
        handle("traced", "00-" + TRACE + "-b7ad6b7169203331-01");

        assertThat(traceparentOf("traced")).isEqualTo("00-" + TRACE + "-00000000000000aa-01");
    }

    @Test
    void whatAHandlerOfAnUntracedEventAppendsHasATraceOfItsOwn() {
        handle("untraced", null);

        assertThat(traceparentOf("untraced")).isEqualTo("00-" + PassItOn.NEW + "-00000000000000aa-01");
    }

    private static void handle(String run, @Nullable String traceparent) {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new PassItOn());
        Outbox outbox = Outboxes.of(database, observations);
        EventHandler handler = _ -> outbox.append(Backups.started("plan", run));
        Inbox inbox = new R2dbcInbox(database.client(), database.transaction(), InstantSource.system());
        EventAttributes event = new EventAttributes(
                UUID.randomUUID().toString(), "Type", "/source", Instant.EPOCH, "plan", "c-1", null, traceparent);
        new InboxConsumer("group", handler, inbox, Duration.ofSeconds(10), observations)
                .handle(event, "topic", "plan", Backups.record("plan", run));
    }

    private static @Nullable String traceparentOf(String run) {
        return EventsDatabase.wait(database.client()
                .sql("SELECT *, 0 AS attempts FROM outbox_event ORDER BY position")
                .map(OutboxRow::read)
                .all()
                .filter(row -> new String(row.payload(), java.nio.charset.StandardCharsets.UTF_8).equals(run))
                .next()
                .map(row -> String.valueOf(row.event().traceparent())));
    }

    /** As a tracer: takes the trace from what comes in or from its parent, and writes it to what goes out. */
    private static final class PassItOn implements ObservationHandler<Observation.Context> {

        static final String NEW = "1".repeat(32);

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onStart(Observation.Context context) {
            String trace = traceOf(context);
            context.put("trace", trace);
            if (context instanceof SenderContext<?> sender) {
                write(sender, "00-" + trace + "-00000000000000aa-01");
            }
        }

        private static String traceOf(Observation.Context context) {
            if (context instanceof ReceiverContext<?> receiver) {
                String read = read(receiver);
                return read == null ? NEW : read.split("-")[1];
            }
            var parent = context.getParentObservation();
            return parent == null
                    ? "2".repeat(32)
                    : String.valueOf(parent.getContextView().<String>get("trace"));
        }

        private static <C> @Nullable String read(ReceiverContext<C> receiver) {
            return receiver.getGetter().get(receiver.getCarrier(), "traceparent");
        }

        private static <C> void write(SenderContext<C> sender, String traceparent) {
            sender.getSetter().set(sender.getCarrier(), "traceparent", traceparent);
        }
    }
}
