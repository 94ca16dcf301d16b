package io.mooring.local;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs, to be stopped in the opposite order. One that does not stop does not keep the others from it. */
final class Stoppables implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stoppables.class);

    private final Deque<Named> running = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(String name, T stoppable) {
        running.push(new Named(name, stoppable));
        return stoppable;
    }

    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            Named next = running.pop();
            try {
                next.stoppable().close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", next.name(), e);
            }
        }
    }

    private record Named(String name, AutoCloseable stoppable) {}
}
