package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what is due, one delivery at a time for each destination, until it is stopped. It holds no deliveries: a
 * process that is killed leaves rows under a lease, and whoever runs next finds them when the lease ends.
 */
final class SendDueDeliveries implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SendDueDeliveries.class);
    private static final Duration DATABASE_ANSWER = Duration.ofSeconds(10);

    private final Deliveries deliveries;
    private final AttemptDelivery attempt;
    private final Map<String, Channel> channels;
    private final SenderSettings settings;
    private final InstantSource clock;
    private final DeliveryMeters meters;
    private final TraceAttempt trace;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore free;
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();
    private volatile ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    SendDueDeliveries(
            Deliveries deliveries,
            AttemptDelivery attempt,
            Map<String, Channel> channels,
            SenderSettings settings,
            InstantSource clock,
            DeliveryMeters meters,
            TraceAttempt trace) {
        this.deliveries = deliveries;
        this.attempt = attempt;
        this.channels = Map.copyOf(channels);
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.trace = trace;
        this.free = new Semaphore(settings.concurrency());
    }

    /** Looks for due deliveries now rather than at the next poll. */
    void wake() {
        wake.release();
    }

    @Override
    public void start() {
        running = true;
        senders = Executors.newVirtualThreadPerTaskExecutor();
        thread = Thread.ofVirtual().name("notifier-send-due").start(this::loop);
    }

    private void loop() {
        while (running) {
            try {
                if (dispatch() == 0) {
                    wake.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
                }
                wake.drainPermits();
            } catch (InterruptedException stop) {
                return;
            } catch (RuntimeException databaseAway) {
                log.warn("Deliveries cannot be read, trying again in {}: {}", settings.poll(), databaseAway.toString());
                pause();
            }
        }
    }

    private int dispatch() throws InterruptedException {
        free.acquire();
        int room = 1 + free.drainPermits();
        int taken = 0;
        try {
            List<Claim> due = claim(room);
            taken = due.size();
            for (Claim claim : due) {
                senders.execute(() -> trace.of(claim, () -> deliver(claim)));
            }
        } finally {
            free.release(room - taken);
        }
        return taken;
    }

    private List<Claim> claim(int room) {
        List<Claim> due = BlockingBridge.await(
                deliveries
                        .claimDue(clock.instant(), settings.lease(), settings.owner(), room)
                        .collectList(),
                DATABASE_ANSWER);
        return due == null ? List.of() : due;
    }

    private void deliver(Claim claim) {
        try {
            Result result = resultOf(claim);
            Instant now = clock.instant();
            Boolean settled = BlockingBridge.await(deliveries.settle(claim, result, now), DATABASE_ANSWER);
            if (Boolean.TRUE.equals(settled)) {
                meters.settled(claim.delivery(), result, now);
                log.info("Delivery {}: {}: {}", claim.delivery().id(), result.next(), result.detail());
            } else {
                log.warn(
                        "Delivery {}: the lease ended during the attempt; whoever holds it now will look it up",
                        claim.delivery().id());
            }
        } catch (RuntimeException databaseAway) {
            log.warn(
                    "Delivery {}: the attempt's end could not be written; it will be looked up when the lease ends: {}",
                    claim.delivery().id(),
                    databaseAway.toString());
        } finally {
            free.release();
            wake();
        }
    }

    private Result resultOf(Claim claim) {
        Channel channel = channels.get(claim.delivery().channel());
        if (channel == null) {
            return new Result(
                    DeliveryState.DEAD,
                    clock.instant(),
                    null,
                    "There is no channel " + claim.delivery().channel());
        }
        try {
            return attempt.attempt(claim, channel);
        } catch (RuntimeException defect) {
            log.error(
                    "Delivery {}: channel {} failed in a way it should not",
                    claim.delivery().id(),
                    channel.id(),
                    defect);
            return attempt.unanswered(
                    claim,
                    new Answer.Unknown("Internal error: " + defect.getClass().getSimpleName()));
        }
    }

    private void pause() {
        try {
            wake.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets attempts that are under way end: they are bounded by their channel's time-out. */
    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        senders.shutdown();
        try {
            if (!senders.awaitTermination(settings.stopWithin().toMillis(), TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            senders.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
