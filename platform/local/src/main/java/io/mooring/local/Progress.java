package io.mooring.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a person waiting sees, a line for each part. {@code ./mooring up} reads these lines; {@code READY} or {@code FAILED …}
 * is the last.
 */
final class Progress {

    private final PrintStream out;
    private final long start = System.nanoTime();
    private final Set<String> awaited = new LinkedHashSet<>();

    Progress(PrintStream out) {
        this.out = out;
    }

    /** This part has to become ready. */
    synchronized void await(String part) {
        awaited.add(part);
    }

    synchronized void ready(String part) {
        awaited.remove(part);
        say("%s ready after %s".formatted(part, elapsed()));
    }

    /** Names what is not ready yet. Answers false, and says nothing, when nothing is awaited any more. */
    synchronized boolean remind() {
        if (awaited.isEmpty()) {
            return false;
        }
        say("after %s waiting for %s".formatted(elapsed(), String.join(", ", awaited)));
        return true;
    }

    void allReady() {
        say("READY " + elapsed());
    }

    synchronized void failed(Throwable cause) {
        awaited.clear();
        say("FAILED " + inOneLine(cause));
    }

    /** Wrappers say less than what they wrap; the innermost that says anything is what one can mend. */
    static String inOneLine(Throwable cause) {
        Throwable telling = cause;
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            telling = inner.getMessage() == null ? telling : inner;
            if (inner instanceof io.mooring.embedded.EmbeddedPartException) {
                break;
            }
        }
        String message = telling.getMessage();
        return message == null
                ? telling.toString()
                : message.lines().findFirst().orElse(telling.toString());
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
