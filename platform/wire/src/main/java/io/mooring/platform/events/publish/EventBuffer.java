package io.mooring.platform.events.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A queue that never makes a writer wait: the newest always finds room, at the cost of the oldest. */
final class EventBuffer<T> {

    private final int capacity;
    private final Deque<T> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;

    EventBuffer(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("A buffer holds at least one event, not " + capacity);
        }
        this.capacity = capacity;
    }

    /** How many had to give way; 1 when the buffer is closed and takes no more. */
    int add(T event) {
        lock.lock();
        try {
            if (closed) {
                return 1;
            }
            int lost = waiting.size() == capacity ? 1 : 0;
            if (lost == 1) {
                waiting.removeFirst();
            }
            waiting.addLast(event);
            changed.signal();
            return lost;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first; answers the oldest, at most {@code max}; nothing once closed and empty. */
    List<T> take(int max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.await();
            }
            List<T> taken = new ArrayList<>(Math.min(max, waiting.size()));
            while (taken.size() < max && !waiting.isEmpty()) {
                taken.add(waiting.removeFirst());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more; what waits can still be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
