package io.mooring.testkit.network;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries bytes between two sockets with the present pause, delay and rate. */
final class Line {

    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS_UNDERWAY = 256;
    private static final byte[] END = new byte[0];

    private final Gate gate = new Gate();
    private volatile long latencyNanos;
    private volatile long bytesPerSecond;

    void pause() {
        gate.close();
    }

    void resume() {
        gate.open();
    }

    void latency(Duration oneWay) {
        latencyNanos = oneWay.toNanos();
    }

    void limit(long rate) {
        bytesPerSecond = rate;
    }

    /** Begins to carry; calls {@code atEnd} once both directions have ended. */
    void join(Socket client, Socket server, Runnable atEnd) {
        AtomicInteger open = new AtomicInteger(2);
        Runnable directionEnded = () -> {
            if (open.decrementAndGet() == 0) {
                close(client);
                close(server);
                atEnd.run();
            }
        };
        carry(client, server, directionEnded);
        carry(server, client, directionEnded);
    }

    private void carry(Socket from, Socket to, Runnable atEnd) {
        BlockingQueue<Chunk> underway = new ArrayBlockingQueue<>(CHUNKS_UNDERWAY);
        Thread reader = Thread.ofVirtual().name("cable-read").start(() -> read(from, underway));
        Thread.ofVirtual().name("cable-write").start(() -> {
            write(underway, to);
            // The reader may wait for room that nobody makes any more.
            reader.interrupt();
            atEnd.run();
        });
    }

    private void read(Socket from, BlockingQueue<Chunk> underway) {
        try {
            try {
                byte[] buffer = new byte[CHUNK];
                var in = from.getInputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    underway.put(new Chunk(System.nanoTime() + latencyNanos, java.util.Arrays.copyOf(buffer, n)));
                }
            } catch (IOException reset) {
                close(from);
            }
            underway.put(new Chunk(System.nanoTime() + latencyNanos, END));
        } catch (InterruptedException writerGone) {
            close(from);
        }
    }

    private void write(BlockingQueue<Chunk> underway, Socket to) {
        try {
            var out = to.getOutputStream();
            for (Chunk chunk = underway.take(); chunk.bytes() != END; chunk = underway.take()) {
                TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
                gate.pass();
                out.write(chunk.bytes());
                awaitRate(chunk.bytes().length);
            }
            gate.pass();
            end(to);
        } catch (IOException | InterruptedException ended) {
            close(to);
        }
    }

    /** When one of two is reset, the other must not see a proper end before it is reset too. */
    private static void end(Socket to) throws IOException {
        if (to.getSoLinger() == 0) {
            to.close();
        } else {
            to.shutdownOutput();
        }
    }

    private void awaitRate(int sent) throws InterruptedException {
        long rate = bytesPerSecond;
        if (rate > 0) {
            TimeUnit.NANOSECONDS.sleep(TimeUnit.SECONDS.toNanos(sent) / rate);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // What we wanted.
        }
    }

    private record Chunk(long dueNanos, byte[] bytes) {}
}
