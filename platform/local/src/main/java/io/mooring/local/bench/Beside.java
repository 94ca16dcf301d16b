package io.mooring.local.bench;

import io.mooring.embedded.alertmanager.Alertmanager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What else happens, at a steady rate and to all alike: faults that each of them knows already, and is told of again. */
final class Beside implements AutoCloseable {

    static final int FAULTS = 50;

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(1 + 2);
    private final AtomicLong sent = new AtomicLong();
    private final long began = System.nanoTime();

    Beside(KafkaEvents ours, List<Alertmanager> theirs, int perSecond) {
        Instant startsAt = Instant.now();
        repeat(perSecond, i -> {
            ours.send(BenchEvents.failed("beside-" + i % FAULTS));
            sent.incrementAndGet();
        });
        for (Alertmanager one : theirs) {
            repeat(
                    perSecond,
                    i -> one.tellAsync(
                            "beside-" + i % FAULTS, "critical", startsAt, startsAt.plus(Duration.ofHours(1))));
        }
    }

    /** Each of the faults for the first time. */
    static void begin(KafkaEvents ours, List<Alertmanager> theirs) {
        Instant startsAt = Instant.now();
        for (int i = 0; i < FAULTS; i++) {
            String fault = "beside-" + i;
            ours.send(BenchEvents.failed(fault));
            theirs.forEach(one -> one.tell(fault, "critical", startsAt, startsAt.plus(Duration.ofHours(1))));
        }
    }

    private interface Fault {
        void report(long number);
    }

    private void repeat(int perSecond, Fault fault) {
        AtomicLong number = new AtomicLong();
        threads.scheduleAtFixedRate(
                () -> fault.report(number.getAndIncrement()), 0, 1_000_000_000L / perSecond, TimeUnit.NANOSECONDS);
    }

    /** What was really reached. */
    double perSecond() {
        return sent.get() * 1e9 / (System.nanoTime() - began);
    }

    @Override
    public void close() {
        threads.close();
    }
}
