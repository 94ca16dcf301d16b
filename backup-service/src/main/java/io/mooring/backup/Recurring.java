package io.mooring.backup;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks after something again and again, on a virtual thread of its own, from start to stop. A look that fails is told in the log, and
 * the next one tries again. Stopping interrupts no look: a query that is cut off could leave its connection to the next one half read.
 */
public abstract class Recurring implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Recurring.class);
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final String name;
    private final Duration pause;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    /**
     * @param name of the thread, and in the log
     * @param pause between the end of a look and the next one
     */
    protected Recurring(String name, Duration pause) {
        this.name = name;
        this.pause = pause;
    }

    /** Before the first look, on the thread that starts everything: what it throws ends the start. */
    protected void begin() {}

    protected abstract void look();

    @Override
    public final void start() {
        begin();
        CountDownLatch end = new CountDownLatch(1);
        stopped = end;
        thread = Thread.ofVirtual().name(name).start(() -> lookUntil(end));
    }

    @Override
    public final void stop() {
        stopped.countDown();
        try {
            thread.join(LEAVING);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return stopped.getCount() > 0;
    }

    private void lookUntil(CountDownLatch end) {
        try {
            do {
                lookOnce();
            } while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void lookOnce() {
        try {
            look();
        } catch (RuntimeException unreachable) {
            LOG.warn("What '{}' looks after has to wait: {}", name, unreachable.getMessage());
        }
    }
}
