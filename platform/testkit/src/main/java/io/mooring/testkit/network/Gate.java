package io.mooring.testkit.network;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets pass while open; who comes while it is closed waits. */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private boolean open = true;

    void pass() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!open) {
                opened.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void open() {
        set(true);
    }

    void close() {
        set(false);
    }

    private void set(boolean value) {
        lock.lock();
        try {
            open = value;
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
