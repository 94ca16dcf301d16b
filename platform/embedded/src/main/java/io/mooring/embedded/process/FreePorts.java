package io.mooring.embedded.process;

import io.mooring.embedded.EmbeddedPartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of the loopback interface for parts that need to know theirs before they start. */
public final class FreePorts {

    /**
     * Below 32768, where Linux begins to hand out ports for outgoing connections: a stopped part gets its port back, because
     * no connection can have taken it in between.
     */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;
    private static final int TRIES = 200;

    /** Two processes begin at different places; within one, no port comes twice before the whole range was given out. */
    private static final AtomicInteger given =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(END - FIRST));

    private FreePorts() {}

    /**
     * A port that nothing listens on right now, 20000 to 31999, and that this process was not given lately: a caller
     * may ask for several before it listens on the first.
     */
    public static int next() {
        for (int i = 0; i < TRIES; i++) {
            int port = FIRST + Math.floorMod(given.getAndIncrement(), END - FIRST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new EmbeddedPartException("No free port between " + FIRST + " and " + END + " on the loopback interface");
    }

    /** Whether a server could listen on this port of 127.0.0.1 now. */
    public static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException busy) {
            return false;
        }
    }
}
