package io.mooring.platform.events.outbox;

import io.mooring.events.backup.BackupStarted;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/** Writes a run's id and nothing else, so that a test reads the order of events at a glance. */
public final class RunIdSerializer implements Serializer<SpecificRecord> {

    @Override
    public byte[] serialize(String topic, SpecificRecord event) {
        if (event instanceof BackupStarted started && started.getRunId() != null) {
            return started.getRunId().getBytes(StandardCharsets.UTF_8);
        }
        throw new SerializationException("An event without a run");
    }
}
