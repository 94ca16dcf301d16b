package io.mooring.platform.events.consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.Surroundings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.binder.ExtendedConsumerProperties;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.cloud.stream.binder.kafka.properties.KafkaConsumerProperties;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Gives every binding's container the same error handling, in place of the binder's own retry: seeks back to the failed
 * record, so that nothing overtakes it, and pauses between polls, so that the group does not take the member for dead.
 */
final class RetryThenDeadLetter implements ListenerContainerWithDlqAndRetryCustomizer {

    /** A poll's records are handled before the next poll: their number times a slow handler must fit in between. */
    private static final String EVENTS_A_POLL = "50";

    /** They share a transaction, and the consumer itself sees that it comes back in time. */
    private static final String EVENTS_A_BATCH = "500";

    private final EventsSettings.Retry settings;
    private final Map<String, Object> registry;
    private final KafkaOperations<byte[], byte[]> deadLetters;
    private final MeterRegistry meters;

    RetryThenDeadLetter(
            EventsSettings.Retry settings,
            Map<String, Object> registry,
            KafkaOperations<byte[], byte[]> deadLetters,
            MeterRegistry meters) {
        this.settings = settings;
        this.registry = registry;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    @Override
    public boolean retryAndDlqInBinding(String destination, String group) {
        return false;
    }

    @Override
    public void configure(
            AbstractMessageListenerContainer<?, ?> container,
            String destination,
            String group,
            @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> unused,
            @Nullable BackOff alsoUnused) {
        govern(container, group, EVENTS_A_POLL);
    }

    @Override
    public void configure(
            AbstractMessageListenerContainer<?, ?> container,
            String destination,
            String group,
            @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> unused,
            @Nullable BackOff alsoUnused,
            ExtendedConsumerProperties<KafkaConsumerProperties> binding) {
        govern(container, group, binding.isBatchMode() ? EVENTS_A_BATCH : EVENTS_A_POLL);
    }

    private void govern(AbstractMessageListenerContainer<?, ?> container, String group, String eventsAPoll) {
        ContainerProperties properties = container.getContainerProperties();
        // The inbox makes a second delivery harmless, so no record waits for the broker to note that the one before it
        // is done.
        properties.setAckMode(ContainerProperties.AckMode.BATCH);
        properties.setSyncCommits(false);
        properties.setCommitCallback(new SayNotCommitted(group));
        properties.setCheckDeserExWhenValueNull(true);
        Properties kafka = properties.getKafkaConsumerProperties();
        registry.forEach((name, value) -> kafka.setProperty(name, value.toString()));
        kafka.setProperty(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Long.toString(settings.maxPollInterval().toMillis()));
        kafka.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, eventsAPoll);
        container.setCommonErrorHandler(errorHandler(group));
    }

    private DefaultErrorHandler errorHandler(String group) {
        DefaultErrorHandler handler =
                new DefaultErrorHandler(new WriteDeadLetter(deadLetters, group), bounded(settings.attempts()));
        // Known to be hopeless by default; but a record is also unreadable while the registry is away.
        handler.removeClassification(DeserializationException.class);
        handler.setBackOffFunction((_, failure) -> backOff(failure));
        handler.setRetryListeners(new CountFailures(meters, group));
        // CountFailures says it in a line. Spring's own words are the whole events and a stack trace of wrappings.
        handler.setLogLevel(KafkaException.Level.DEBUG);
        return handler;
    }

    private @Nullable BackOff backOff(Exception failure) {
        if (Surroundings.areAway(failure)) {
            return endless();
        }
        return isUnreadable(failure) ? new FixedBackOff(0, 0) : null;
    }

    private static boolean isUnreadable(Exception failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DeserializationException) {
                return true;
            }
        }
        return false;
    }

    private ExponentialBackOff bounded(int attempts) {
        ExponentialBackOff backOff = endless();
        backOff.setMaxAttempts(attempts);
        return backOff;
    }

    private ExponentialBackOff endless() {
        ExponentialBackOff backOff = new ExponentialBackOff(millis(settings.firstBackoff()), settings.multiplier());
        backOff.setMaxInterval(millis(settings.maxBackoff()));
        return backOff;
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
