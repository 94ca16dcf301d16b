package io.mooring.embedded.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for an HTTP server to come up. */
public final class HttpReady {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int TIMEOUT_MILLIS = 5_000;

    private HttpReady() {}

    /**
     * Asks until the address answers 2xx.
     *
     * @param worthWaiting asked between attempts, for example whether the server's process still runs
     * @return false when the time is over, waiting makes no sense any more, or the thread is interrupted
     */
    public static boolean await(URI address, Duration patience, BooleanSupplier worthWaiting) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline && worthWaiting.getAsBoolean() && !Thread.interrupted()) {
            if (answers(address)) {
                return true;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }

    /** Whether a GET is answered 2xx now, within 5 seconds. */
    public static boolean answers(URI address) {
        try {
            var connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status >= 200 && status < 300;
        } catch (IOException notYet) {
            return false;
        }
    }
}
