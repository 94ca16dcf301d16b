package io.mooring.platform.events.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SayNotCommittedTest {

    private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
            Map.of(new TopicPartition("mooring.backup.runs", 3), new OffsetAndMetadata(7));

    private final SayNotCommitted callback = new SayNotCommitted("notifier");

    @Test
    void partitionsThatMoveAreNoAlarm(CapturedOutput output) {
        callback.onComplete(OFFSETS, new RebalanceInProgressException());
        callback.onComplete(OFFSETS, new CommitFailedException());
        assertThat(output.getAll())
                .contains("INFO", "notifier: partitions are given out anew", "mooring.backup.runs-3")
                .doesNotContain("WARN", "ERROR", "\tat ");
    }

    @Test
    void anyOtherFailureIsToldInALine(CapturedOutput output) {
        callback.onComplete(OFFSETS, new RetriableCommitFailedException("away"));
        assertThat(output.getAll())
                .contains("WARN", "Kafka did not note how far [mooring.backup.runs-3] are handled", "away")
                .doesNotContain("\tat ");
    }

    @Test
    void successIsSilent(CapturedOutput output) {
        callback.onComplete(OFFSETS, null);
        assertThat(output.getAll()).isEmpty();
    }
}
