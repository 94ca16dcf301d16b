package io.mooring.platform.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code mooring.events}. A wrong setting stops the start and tells all faults at once.
 *
 * @param source {@code ce_source} of everything this service publishes; by default {@code /mooring/} and its name
 */
@ConfigurationProperties("mooring.events")
public record EventsSettings(
        @Nullable String source,
        @DefaultValue Relay relay,
        @DefaultValue Inbox inbox,
        @DefaultValue Retry retry,
        @DefaultValue Topics topics,
        @DefaultValue Retention retention) {

    public EventsSettings {
        List<String> faults = new ArrayList<>();
        relay.collect(faults);
        inbox.collect(faults);
        retry.collect(faults);
        topics.collect(faults);
        retention.collect(faults);
        if (inbox.handlerTimeout().compareTo(retry.maxPollInterval()) >= 0) {
            faults.add("inbox.handler-timeout (" + inbox.handlerTimeout() + ") must be shorter than"
                    + " retry.max-poll-interval (" + retry.maxPollInterval() + ")");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("mooring.events: " + String.join("; ", faults));
        }
    }

    /**
     * How the relay sends.
     *
     * @param enabled false where something else, such as Debezium, reads the outbox
     * @param pollInterval how soon a row is seen when its notification was lost, and a free lock is taken
     * @param maxRows most rows in memory
     * @param maxBytes most payload in memory (bytes); one larger row still goes alone
     * @param firstBackoff pause of a key after its first failure
     * @param maxBackoff longest pause of a key
     * @param deliveryTimeout how long the producer tries one row before the attempt counts as failed
     * @param shutdownTimeout how long a stop waits for acknowledgements on their way
     */
    public record Relay(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1s") Duration pollInterval,
            @DefaultValue("1000") int maxRows,
            @DefaultValue("16777216") long maxBytes,
            @DefaultValue("1s") Duration firstBackoff,
            @DefaultValue("30s") Duration maxBackoff,
            @DefaultValue("20s") Duration deliveryTimeout,
            @DefaultValue("5s") Duration shutdownTimeout) {

        private void collect(List<String> faults) {
            positive(faults, "relay.poll-interval", pollInterval);
            if (pollInterval.compareTo(Duration.ofSeconds(10)) > 0) {
                faults.add("relay.poll-interval must be at most 10s, the server frees an idle relay's lock after 30s");
            }
            positive(faults, "relay.first-backoff", firstBackoff);
            positive(faults, "relay.delivery-timeout", deliveryTimeout);
            positive(faults, "relay.shutdown-timeout", shutdownTimeout);
            atLeast(faults, "relay.max-rows", maxRows, 1);
            atLeast(faults, "relay.max-bytes", maxBytes, 1);
            if (maxBackoff.compareTo(firstBackoff) < 0) {
                faults.add("relay.max-backoff must not be shorter than relay.first-backoff");
            }
        }
    }

    /** @param handlerTimeout how long a handler may take before the attempt counts as failed and is rolled back */
    public record Inbox(@DefaultValue("60s") Duration handlerTimeout) {

        private void collect(List<String> faults) {
            positive(faults, "inbox.handler-timeout", handlerTimeout);
        }
    }

    /**
     * How often a record is tried before it becomes a dead letter. While the service's own database or the schema
     * registry cannot be reached a record is tried without end: then not the record is at fault.
     *
     * @param attempts retries after the first attempt
     * @param maxPollInterval {@code max.poll.interval.ms} of every consumer
     */
    public record Retry(
            @DefaultValue("500ms") Duration firstBackoff,
            @DefaultValue("2") double multiplier,
            @DefaultValue("10s") Duration maxBackoff,
            @DefaultValue("6") int attempts,
            @DefaultValue("5m") Duration maxPollInterval) {

        private void collect(List<String> faults) {
            positive(faults, "retry.first-backoff", firstBackoff);
            atLeast(faults, "retry.attempts", attempts, 0);
            if (multiplier < 1) {
                faults.add("retry.multiplier must be at least 1");
            }
            if (maxBackoff.compareTo(firstBackoff) < 0) {
                faults.add("retry.max-backoff must not be shorter than retry.first-backoff");
            }
            if (maxBackoff.multipliedBy(Math.max(attempts, 1)).compareTo(maxPollInterval) >= 0) {
                faults.add("retry.max-backoff times retry.attempts must stay below retry.max-poll-interval ("
                        + maxPollInterval + ")");
            }
        }
    }

    /**
     * How topics are made.
     *
     * @param create false where an administrator makes them
     * @param replicationFactor copies; -1 for the broker's default
     */
    public record Topics(
            @DefaultValue("true") boolean create,
            @DefaultValue("-1") short replicationFactor) {

        private void collect(List<String> faults) {
            if (replicationFactor != -1 && replicationFactor < 1) {
                faults.add("topics.replication-factor must be -1 (the broker's default) or at least 1");
            }
        }
    }

    /**
     * How long rows are kept after they have done their work.
     *
     * @param outbox sent events
     * @param inbox seen event ids; longer than any topic's retention, or an old record read again takes effect again
     * @param interval between two clean-ups
     * @param batchRows rows deleted by one statement
     */
    public record Retention(
            @DefaultValue("3d") Duration outbox,
            @DefaultValue("30d") Duration inbox,
            @DefaultValue("1m") Duration interval,
            @DefaultValue("1000") int batchRows) {

        private void collect(List<String> faults) {
            positive(faults, "retention.outbox", outbox);
            positive(faults, "retention.inbox", inbox);
            positive(faults, "retention.interval", interval);
            atLeast(faults, "retention.batch-rows", batchRows, 1);
        }
    }

    private static void positive(List<String> faults, String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            faults.add(name + " must be longer than zero, not " + value);
        }
    }

    private static void atLeast(List<String> faults, String name, long value, long least) {
        if (value < least) {
            faults.add(name + " must be at least " + least + ", not " + value);
        }
    }
}
