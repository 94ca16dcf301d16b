package io.mooring.platform.events.consumer;

import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of offsets that Kafka did not note, without the stack trace and the alarm of Spring's own callback: nothing is lost by
 * it, since the inbox passes over what comes again, and when instances join and leave it is the rule.
 */
final class SayNotCommitted implements OffsetCommitCallback {

    private static final Logger log = LoggerFactory.getLogger(SayNotCommitted.class);

    private final String group;

    SayNotCommitted(String group) {
        this.group = group;
    }

    @Override
    public void onComplete(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
        if (failure == null) {
            return;
        }
        if (failure instanceof RebalanceInProgressException || failure instanceof CommitFailedException) {
            log.info(
                    "{}: partitions are given out anew; whoever gets {} may see events again, and passes over them",
                    group,
                    offsets.keySet());
        } else {
            log.warn(
                    "{}: Kafka did not note how far {} are handled; it is told again in a moment, and until then a restart sees"
                            + " events again, which are passed over: {}",
                    group,
                    offsets.keySet(),
                    failure.toString());
        }
    }
}
