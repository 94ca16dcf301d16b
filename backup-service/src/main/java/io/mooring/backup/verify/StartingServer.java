package io.mooring.backup.verify;

import io.mooring.backup.rebuild.ServerUnavailable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A throwaway server on its way up. Whoever closes this ends it, unless it was handed over. */
public final class StartingServer implements AutoCloseable {

    private final ThrowawayPostgres server;
    private final FutureTask<ThrowawayPostgres> starting;
    private final Thread thread;
    private boolean handedOver;

    StartingServer(ThrowawayPostgres server) {
        this.server = server;
        this.starting = new FutureTask<>(() -> {
            server.start();
            return server;
        });
        this.thread = Thread.ofVirtual().name("throwaway-start").start(starting);
    }

    /** Waits until it answers; it stays ours to end. */
    public ThrowawayPostgres await() throws ServerUnavailable, InterruptedException {
        try {
            return starting.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case ServerUnavailable why -> throw why;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException("starting a server broke", failed.getCause());
            }
        }
    }

    ThrowawayPostgres handOver() throws ServerUnavailable, InterruptedException {
        ThrowawayPostgres running = await();
        handedOver = true;
        return running;
    }

    @Override
    public void close() {
        if (!handedOver) {
            thread.interrupt();
            boolean interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
            server.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
