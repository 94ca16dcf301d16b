package io.mooring.platform.events.relay;

import io.mooring.platform.events.EventsSettings;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The thread that relays while this instance holds the service's lock, and otherwise waits for it. Whatever breaks
 * ends the turn; the next one starts with a new connection and a new producer from what the database says.
 */
final class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final String name;
    private final ConnectionFactory connections;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final EventsSettings.Relay settings;
    private final InstantSource clock;
    private final RelayMeters meters;
    private final Backoff reconnect = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private @Nullable Turns turns;

    OutboxRelay(
            String name,
            ConnectionFactory connections,
            Supplier<Producer<byte[], byte[]>> producers,
            EventsSettings.Relay settings,
            InstantSource clock,
            RelayMeters meters) {
        this.name = name;
        this.connections = connections;
        this.producers = producers;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        Turns started = new Turns();
        turns = started;
        started.thread = Thread.ofPlatform().name(name).daemon().start(started);
    }

    @Override
    public synchronized void stop() {
        Turns stopping = turns;
        if (stopping != null) {
            stopping.stop();
            turns = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return turns != null;
    }

    /** Starts before and stops after what listens to Kafka and HTTP: what they append last is still sent. */
    @Override
    public int getPhase() {
        return 0;
    }

    private final class Turns implements Runnable {

        private final AtomicBoolean running = new AtomicBoolean(true);
        private final AtomicBoolean newRows = new AtomicBoolean(true);
        private final Wakeup wakeup = new Wakeup();
        private @Nullable Thread thread;
        private int failures;

        @Override
        public void run() {
            try {
                while (running.get()) {
                    turn();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        private void turn() throws InterruptedException {
            try (RelaySession session = RelaySession.open(connections, this::onRows)) {
                if (waitForLock(session)) {
                    relay(session);
                }
            } catch (RuntimeException broken) {
                meters.relaying(false);
                Duration pause = reconnect.after(++failures, ThreadLocalRandom.current());
                log.warn("{} lost its turn and tries again in {}: {}", name, pause, broken.toString());
                log.debug("The relay's failure in full", broken);
                if (running.get()) {
                    wakeup.await(pause);
                }
            }
        }

        private boolean waitForLock(RelaySession session) throws InterruptedException {
            while (running.get()) {
                if (session.tryLock()) {
                    return true;
                }
                failures = 0;
                newRows.set(false);
                wakeup.await(settings.pollInterval());
            }
            return false;
        }

        private void relay(RelaySession session) throws InterruptedException {
            Producer<byte[], byte[]> producer = producers.get();
            try {
                log.info("{} relays from now on", name);
                meters.relaying(true);
                failures = 0;
                new RelayTerm(session, producer, settings, clock, meters, wakeup, newRows).relay(running);
            } finally {
                meters.relaying(false);
                // What is still in its buffer must not go out after another relay has taken over.
                producer.close(Duration.ZERO);
            }
        }

        private void onRows() {
            newRows.set(true);
            wakeup.wake();
        }

        void stop() {
            running.set(false);
            wakeup.wake();
            try {
                if (thread != null && !thread.join(settings.shutdownTimeout().plusSeconds(5))) {
                    thread.interrupt();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
