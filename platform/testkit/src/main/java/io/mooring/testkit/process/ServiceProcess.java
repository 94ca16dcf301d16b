package io.mooring.testkit.process;

import io.mooring.embedded.process.ChildCommand;
import io.mooring.embedded.process.ChildProcess;
import io.mooring.embedded.process.HttpReady;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A main class on the test's own class path in a JVM of its own, which a test kills, freezes and starts again. It ends with
 * the test's JVM whatever happens to that.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ChildProcess process;

    private ServiceProcess(ChildProcess process) {
        this.process = process;
    }

    /** A process of this main class, with the options set so far; nothing runs yet. */
    public static Builder of(Class<?> main) {
        return of(main.getName());
    }

    /** @see #of(Class) */
    public static Builder of(String main) {
        return new Builder(main);
    }

    /**
     * Waits until the address answers 2xx, at most 3 minutes.
     *
     * @throws IllegalStateException with the end of the log when the process ends or does not answer
     */
    public ServiceProcess awaitHealthy(URI health) {
        if (!HttpReady.await(health, PATIENCE, process::isAlive)) {
            String state = process.isAlive() ? "does not answer at " + health : "has ended";
            throw new IllegalStateException("The service " + state + ", its log ends:\n" + process.logTail());
        }
        return this;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the end; the exit code, 128 + n after signal n. */
    public int awaitExit() throws InterruptedException {
        return process.awaitExit();
    }

    /** SIGKILL to the process and to everything it started; returns when they are gone. */
    public void kill9() {
        process.kill();
    }

    /** SIGKILL to the process alone; what it started (pg_dump, for example) goes on. */
    public void kill9Alone() {
        process.signal("KILL");
    }

    /** SIGSTOP: it keeps its connections and answers nobody. */
    public void freeze() {
        process.signal("STOP");
    }

    /** SIGCONT: ends {@link #freeze}. */
    public void resume() {
        process.signal("CONT");
    }

    /** SIGTERM, and SIGKILL after 20 seconds. */
    public void stop() {
        resume();
        process.stop(Duration.ofSeconds(20));
    }

    /** What it printed so far. */
    public String output() {
        try {
            return Files.readString(process.log());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            stop();
        }
    }

    /** How the process is started. A builder can start several, one after the other. */
    public static final class Builder {

        private final String main;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final Map<String, String> properties = new LinkedHashMap<>();
        private final List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m", "--enable-native-access=ALL-UNNAMED"));

        private Builder(String main) {
            this.main = main;
        }

        /** An environment variable; for secrets, because no process list shows it. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** A system property, and so a Spring property. */
        public Builder property(String name, Object value) {
            properties.put(name, value.toString());
            return this;
        }

        /** Further options of the JVM, such as {@code -Xmx128m}. */
        public Builder jvm(String... more) {
            options.addAll(List.of(more));
            return this;
        }

        /** Starts it; both its streams are appended to the file. */
        public ServiceProcess start(Path log) {
            // As ./mooring and careful administrators start it: what it makes nobody else may read unless it says so.
            List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", main));
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            line.addAll(options);
            properties.forEach((name, value) -> line.add("-D" + name + "=" + value));
            line.addAll(List.of("-cp", classPath(), main));
            return new ServiceProcess(ChildProcess.start(ChildCommand.of(main, line, environment, log)));
        }

        /** Surefire may hide the real class path behind a jar with a manifest, and then tells it in a property. */
        private static String classPath() {
            return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        }
    }
}
