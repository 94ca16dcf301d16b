package io.mooring.local;

import java.io.PrintStream;
import java.time.Duration;

/**
 * What a person waiting sees, a line for each part. {@code ./mooring up} reads these lines; {@code READY} or {@code FAILED …}
 * is the last.
 */
final class Progress {

    private final PrintStream out;
    private final long start = System.nanoTime();

    Progress(PrintStream out) {
        this.out = out;
    }

    void ready(String part) {
        say("%s ready after %s".formatted(part, elapsed()));
    }

    void note(String sentence) {
        say(sentence);
    }

    void allReady() {
        say("READY " + elapsed());
    }

    void failed(Throwable cause) {
        say("FAILED " + inOneLine(cause));
    }

    /** Wrappers say less than what they wrap; the innermost message is what one can mend. */
    static String inOneLine(Throwable cause) {
        Throwable innermost = cause;
        while (innermost.getCause() != null && !(innermost instanceof io.mooring.embedded.EmbeddedPartException)) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null
                ? innermost.toString()
                : message.lines().findFirst().orElse(innermost.toString());
    }

    private String elapsed() {
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        return "%d.%d s".formatted(millis / 1000, millis % 1000 / 100);
    }

    private synchronized void say(String line) {
        out.println(line);
        out.flush();
    }
}
