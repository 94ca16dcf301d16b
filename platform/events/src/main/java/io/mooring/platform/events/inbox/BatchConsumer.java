package io.mooring.platform.events.inbox;

import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.events.BatchHandler;
import io.mooring.platform.events.PutOff;
import io.mooring.platform.events.Surroundings;
import io.mooring.platform.events.cloudevents.EventAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.messaging.Message;

/**
 * One group's handler, called by the Kafka listener's thread for a whole poll. As many events as go well together share
 * a transaction. After a failure it is half as many, until one stands alone: what comes before that one has taken effect,
 * and the container is told its place, tries it again and then keeps it as a dead letter.
 */
public final class BatchConsumer implements EventConsumer, Consumer<Message<List<SpecificRecord>>> {

    /** The most events of one transaction. */
    static final int MOST = 1000;

    private final String group;
    private final BatchHandler handler;
    private final HandleTogether together;
    private final Duration timeout;

    /** How many go together; kept from poll to poll, so that a batch that takes too long is not tried whole again. */
    private final AtomicInteger width = new AtomicInteger(MOST);

    BatchConsumer(String group, BatchHandler handler, Inbox inbox, Duration timeout, ObservationRegistry observations) {
        this.group = group;
        this.handler = handler;
        this.together = new HandleTogether(group, handler, inbox, timeout, observations);
        this.timeout = timeout;
    }

    @Override
    public String group() {
        return group;
    }

    @Override
    public boolean takesBatches() {
        return true;
    }

    @Override
    public void accept(Message<List<SpecificRecord>> message) {
        ReadBatch batch = ReadBatch.of(message);
        List<Arrival> arrivals = batch.arrivals();
        long deadline = System.nanoTime() + timeout.toNanos();
        int done = 0;
        while (done < arrivals.size()) {
            if (System.nanoTime() - deadline > 0) {
                throw failed(new PutOff("The events before this one took " + timeout), done);
            }
            done = next(arrivals, done);
        }
        if (batch.unreadable() != null) {
            throw failed(batch.unreadable(), done);
        }
    }

    /** @return up to where the events are done */
    private int next(List<Arrival> arrivals, int from) {
        int most = width.get();
        List<Arrival> some = arrivals.subList(from, Math.min(arrivals.size(), from + most));
        try {
            together.handle(concerning(some), some.size() == 1);
        } catch (RuntimeException failure) {
            if (some.size() == 1 || Surroundings.areAway(failure)) {
                throw failed(failure, from);
            }
            width.set(some.size() / 2);
            return from;
        }
        width.set(Math.min(MOST, most * 2));
        return from + some.size();
    }

    private List<Arrival> concerning(List<Arrival> some) {
        return some.stream()
                .filter(arrival -> handler.concerns(arrival.received()))
                .toList();
    }

    private static BatchListenerFailedException failed(RuntimeException failure, int index) {
        return new BatchListenerFailedException(String.valueOf(failure.getMessage()), failure, index);
    }

    @Override
    public void handle(EventAttributes event, String topic, @Nullable String key, SpecificRecord payload) {
        together.handle(concerning(List.of(Arrival.of(event, topic, key, payload))), true);
    }
}
