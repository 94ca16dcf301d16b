package io.mooring.local.bench;

import io.mooring.embedded.postgres.PostgresDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Other events at a steady rate through the same outbox, topic and consumer, each in a transaction of its own. Half of them end
 * in the consumer's inbox, half pass it by.
 */
final class Background implements AutoCloseable {

    private static final int WRITERS = 4;
    private static final int PLANS = 50;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(WRITERS);
    private final List<OutboxWriter> writers = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final long began = System.nanoTime();

    Background(PostgresDatabase database, String registry, int perSecond) throws SQLException {
        for (int i = 0; i < WRITERS; i++) {
            OutboxWriter writer = new OutboxWriter(database, registry);
            writers.add(writer);
            long every = 1_000_000_000L * WRITERS / perSecond;
            threads.scheduleAtFixedRate(() -> append(writer), every * i / WRITERS, every, TimeUnit.NANOSECONDS);
        }
    }

    /** What was really reached. */
    double perSecond() {
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " appends of the background failed");
        }
        return sent.get() * 1e9 / (System.nanoTime() - began);
    }

    private void append(OutboxWriter writer) {
        try {
            long number = sent.incrementAndGet();
            String plan = "background-" + number / 2 % PLANS;
            writer.append(plan, number % 2 == 0 ? BenchEvents.started(plan) : BenchEvents.cancelled(plan));
        } catch (SQLException | RuntimeException e) {
            failed.incrementAndGet();
        }
    }

    @Override
    public void close() throws SQLException {
        threads.close();
        for (OutboxWriter writer : writers) {
            writer.close();
        }
    }
}
