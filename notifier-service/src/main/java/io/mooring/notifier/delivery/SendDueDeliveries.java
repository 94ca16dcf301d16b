package io.mooring.notifier.delivery;

import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
final class SendDueDeliveries implements SmartLifecycle, WakeSender {

    private static final Logger log = LoggerFactory.getLogger(SendDueDeliveries.class);
    private static final Duration DATABASE_ANSWER = Duration.ofSeconds(10);

    private final Deliveries deliveries;
    private final DeliverClaim deliver;
    private final List<Pace> paces;
    private final SenderSettings settings;
    private final TraceAttempt trace;
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore free;
    private final Set<UUID> held = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();
    private volatile ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    SendDueDeliveries(
            Deliveries deliveries,
            DeliverClaim deliver,
            List<Pace> paces,
            SenderSettings settings,
            TraceAttempt trace) {
        this.deliveries = deliveries;
        this.deliver = deliver;
        this.paces = List.copyOf(paces);
        this.settings = settings;
        this.trace = trace;
        this.free = new Semaphore(settings.concurrency());
    }

    @Override
    public void wake() {
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
            long asked = System.nanoTime();
            List<Claim> due = claim(room);
            taken = due.size();
            due.forEach(claim -> held.add(claim.delivery().id()));
            for (Claim claim : due) {
                senders.execute(() -> deliver(claim, asked));
            }
        } finally {
            free.release(room - taken);
        }
        return taken;
    }

    private List<Claim> claim(int room) {
        List<Claim> due = BlockingBridge.await(
                deliveries
                        .claimDue(paces, settings.lease(), settings.owner(), Set.copyOf(held), room)
                        .collectList(),
                DATABASE_ANSWER);
        return due == null ? List.of() : due;
    }

    private void deliver(Claim claim, long asked) {
        try {
            if (stillOurs(asked)) {
                trace.of(claim, () -> deliver.deliver(claim, () -> stillOurs(asked)));
            } else {
                log.warn(
                        "Delivery {}: claimed too long ago to begin now",
                        claim.delivery().id());
            }
        } finally {
            held.remove(claim.delivery().id());
            free.release();
            wake();
        }
    }

    /**
     * A process that was stopped and goes on later must not send what others took over; no wall clock can tell. What is left is for
     * the calls of one message.
     */
    private boolean stillOurs(long asked) {
        return System.nanoTime() - asked
                < settings.lease().minus(settings.leftForCalls()).toNanos();
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
