package io.mooring.testkit;

/** Stops shared parts when the JVM ends. */
final class AtExit {

    private AtExit() {}

    static void close(String what, AutoCloseable part) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(what, part), "stop-" + what));
    }

    private static void stop(String what, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            System.err.println("The shared " + what + " did not stop: " + e);
        }
    }
}
