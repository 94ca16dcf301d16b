package io.mooring.backup.bench;

/** How a benchmark that fails says so: in words on the error stream, with an exit code that is not 0. */
final class BenchFailure {

    private BenchFailure() {}

    /** From now on for the calling thread, the one of {@code main}. */
    static void inWords() {
        Thread.currentThread()
                .setUncaughtExceptionHandler((thread, failure) -> System.err.println("bench: " + words(failure)));
    }

    private static String words(Throwable failure) {
        return failure instanceof Error || failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
