package io.mooring.platform.events.outbox;

import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.events.EventsDatabase;
import java.time.InstantSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Outboxes for tests of other packages. */
public final class Outboxes {

    private Outboxes() {}

    /** Rows in the database, with a run's id as payload. */
    public static Outbox of(EventsDatabase database) {
        return of(database, new RunIdSerializer());
    }

    public static Outbox of(EventsDatabase database, Serializer<SpecificRecord> serializer) {
        return of(database, serializer, ObservationRegistry.NOOP);
    }

    /** Traced as the observations are. */
    public static Outbox of(EventsDatabase database, ObservationRegistry observations) {
        return of(database, new RunIdSerializer(), observations);
    }

    private static Outbox of(
            EventsDatabase database, Serializer<SpecificRecord> serializer, ObservationRegistry observations) {
        return new R2dbcOutbox(
                database.connections(),
                database.client(),
                new DescribeEvents(serializer, "/mooring/test", InstantSource.system(), observations));
    }
}
