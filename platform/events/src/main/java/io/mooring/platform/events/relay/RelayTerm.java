package io.mooring.platform.events.relay;

import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.outbox.OutboxRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn of one relay: from taking the lock until it stops or its connection or producer fails. */
final class RelayTerm {

    private static final Logger log = LoggerFactory.getLogger(RelayTerm.class);

    /** Marks are written together: at most so many, and at most so late while more acknowledgements come in. */
    private static final int MARKS = 200;

    private static final Duration MARK_DELAY = Duration.ofMillis(25);

    /** An event after a silence is fetched at once; under load those of so long travel together, through everything behind. */
    private static final Duration PACE = Duration.ofMillis(15);

    private final RelaySession session;
    private final EventsSettings.Relay settings;
    private final InstantSource clock;
    private final RelayMeters meters;
    private final Wakeup wakeup;
    private final AtomicBoolean newRows;
    private final Flight flight;
    private final Backoff backoff;
    private final List<Long> unmarked = new ArrayList<>();
    private final Set<String> unreachable = new HashSet<>();
    private long firstUnmarkedNanos;
    private long fetchedNanos;

    RelayTerm(
            RelaySession session,
            Producer<byte[], byte[]> producer,
            EventsSettings.Relay settings,
            InstantSource clock,
            RelayMeters meters,
            Wakeup wakeup,
            AtomicBoolean newRows) {
        this.session = session;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.wakeup = wakeup;
        this.newRows = newRows;
        this.flight = new Flight(producer, wakeup);
        this.backoff = new Backoff(settings.firstBackoff(), settings.maxBackoff());
    }

    /** Relays until told to stop, then waits for what is on its way. */
    void relay(AtomicBoolean running) throws InterruptedException {
        newRows.set(true);
        while (running.get()) {
            settle();
            if (isFetchDue()) {
                fetch();
            } else {
                wakeup.await(patience());
            }
        }
        land();
    }

    private boolean isFetchDue() {
        return elapsed(fetchedNanos, settings.pollInterval()) || (isFetchWanted() && elapsed(fetchedNanos, PACE));
    }

    private boolean isFetchWanted() {
        boolean room = flight.rows() <= settings.maxRows() / 2 && flight.bytes() <= settings.maxBytes() / 2;
        return room && newRows.get();
    }

    private Duration patience() {
        if (isFetchWanted()) {
            return PACE.minusNanos(System.nanoTime() - fetchedNanos);
        }
        return unmarked.isEmpty() ? settings.pollInterval() : MARK_DELAY;
    }

    private void fetch() {
        newRows.set(false);
        fetchedNanos = System.nanoTime();
        int room = Math.max(settings.maxRows() - flight.rows(), 0);
        long bytes = Math.max(settings.maxBytes() - flight.bytes(), 0);
        List<OutboxRow> rows = session.waiting(taken(), room, bytes, clock.instant(), settings.maxBackoff());
        flight.accept(rows);
        if (rows.size() == room
                || rows.stream().mapToLong(row -> row.payload().length).sum() >= bytes) {
            // The window was cut short and hides more.
            newRows.set(true);
        }
    }

    /** What is on its way, and what is acknowledged but still looks as if it waited. */
    private Long[] taken() {
        return Stream.concat(flight.positions(), unmarked.stream()).toArray(Long[]::new);
    }

    private void settle() {
        for (Outcome outcome : flight.settle()) {
            if (outcome.isSent()) {
                sent(outcome.row());
            } else {
                failed(outcome);
            }
        }
        boolean late = !unmarked.isEmpty() && elapsed(firstUnmarkedNanos, MARK_DELAY);
        if (late || unmarked.size() >= MARKS || flight.rows() == 0) {
            mark();
        }
    }

    private void sent(OutboxRow row) {
        if (unmarked.isEmpty()) {
            firstUnmarkedNanos = System.nanoTime();
        }
        unmarked.add(row.position());
        meters.sent(row.topic());
        if (unreachable.remove(row.topic())) {
            log.info("{} takes events again", row.topic());
            session.endWaits(row.topic(), clock.instant());
            newRows.set(true);
        }
    }

    private void failed(Outcome outcome) {
        OutboxRow row = outcome.row();
        // The rows before this one are known as sent before this one becomes the key's first.
        mark();
        Duration pause = backoff.after(row.attempts() + 1, ThreadLocalRandom.current());
        session.block(outcome, clock.instant(), pause);
        meters.failed(row.topic(), outcome.isUndeliverable());
        if (outcome.isUndeliverable()) {
            log.warn(
                    "Event {} ({}) to {} with key {} cannot be delivered and blocks its key, next attempt in {}: {}",
                    row.event().id(),
                    row.event().type(),
                    row.topic(),
                    row.key(),
                    pause,
                    outcome.words());
        } else if (unreachable.add(row.topic())) {
            log.warn("{} does not take events, they wait in the outbox: {}", row.topic(), outcome.words());
        }
    }

    private void mark() {
        if (!unmarked.isEmpty()) {
            session.markSent(unmarked, clock.instant());
            unmarked.clear();
        }
    }

    private void land() throws InterruptedException {
        long deadline = System.nanoTime() + settings.shutdownTimeout().toNanos();
        flight.startNoMore();
        while (flight.rows() > 0 && System.nanoTime() < deadline) {
            wakeup.await(MARK_DELAY);
            settle();
        }
        mark();
    }

    private static boolean elapsed(long sinceNanos, Duration duration) {
        return System.nanoTime() - sinceNanos >= duration.toNanos();
    }
}
