package io.mooring.platform.events.publish;

import io.mooring.platform.events.registry.RegistryUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** One attempt to send some events in their order. */
final class SendBatch {

    private final PublishWatcher watcher;

    SendBatch(PublishWatcher watcher) {
        this.watcher = watcher;
    }

    /** Answers those that are worth another attempt, in their order. Blocks for at most the producer's time-outs. */
    List<ProducerRecord<String, IndexedRecord>> send(
            Producer<String, IndexedRecord> producer, List<ProducerRecord<String, IndexedRecord>> batch) {
        List<Future<?>> flights = takeOff(producer, batch);
        producer.flush();
        List<ProducerRecord<String, IndexedRecord>> left = new ArrayList<>();
        int sent = 0;
        for (int i = 0; i < flights.size(); i++) {
            Throwable failure = failure(flights.get(i));
            if (failure == null) {
                sent++;
            } else if (isPassing(failure)) {
                left.add(batch.get(i));
                watcher.delayed(failure.toString());
            } else {
                watcher.lost(1, PublishWatcher.Loss.REFUSED, failure.toString());
            }
        }
        if (sent > 0) {
            watcher.sent(sent);
        }
        left.addAll(batch.subList(flights.size(), batch.size()));
        return left;
    }

    /** Stops at the first that cannot even be handed over: each further one would wait for the same broker in vain. */
    private List<Future<?>> takeOff(
            Producer<String, IndexedRecord> producer, List<ProducerRecord<String, IndexedRecord>> batch) {
        List<Future<?>> flights = new ArrayList<>();
        for (ProducerRecord<String, IndexedRecord> record : batch) {
            Future<?> flight = takeOff(producer, record);
            flights.add(flight);
            if (flight.isDone() && isPassing(failure(flight))) {
                break;
            }
        }
        return flights;
    }

    private static Future<?> takeOff(
            Producer<String, IndexedRecord> producer, ProducerRecord<String, IndexedRecord> record) {
        try {
            return producer.send(record);
        } catch (InterruptException stopped) {
            throw stopped;
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static @Nullable Throwable failure(Future<?> flight) {
        try {
            flight.get();
            return null;
        } catch (InterruptedException stopped) {
            throw new InterruptException(stopped);
        } catch (ExecutionException failed) {
            return failed.getCause() == null ? failed : failed.getCause();
        }
    }

    /** Kafka or the registry is away, as opposed to refusing this event. */
    static boolean isPassing(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof RegistryUnavailable) {
                return true;
            }
        }
        return false;
    }
}
