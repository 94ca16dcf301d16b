package io.mooring.embedded.process;

import io.mooring.embedded.EmbeddedPartException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A process that ends with this JVM, also when this JVM is killed with {@code kill -9}: on Linux the kernel sends the child
 * {@link ChildCommand#onParentDeath()} ({@code PR_SET_PDEATHSIG}, prctl(2)). Elsewhere a shutdown hook covers ordinary ends.
 */
public final class ChildProcess implements AutoCloseable {

    /**
     * The kernel watches the thread that created the child, not the process. Hence one thread that lives as long as the
     * JVM starts them all.
     */
    private static final ExecutorService LAUNCHER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("mooring-launcher").daemon().factory());

    private final ChildCommand command;
    private final Process process;
    private final @Nullable Thread hook;

    private ChildProcess(ChildCommand command, Process process) {
        this.command = command;
        this.process = process;
        this.hook = ChildCommand.KERNEL_ENDS_IT ? null : addHook();
    }

    /** Where the kernel sees to it, a hook would only take the child away from hooks that still need it to stop in order. */
    private Thread addHook() {
        Thread stop = new Thread(() -> stop(Duration.ofSeconds(10)), "mooring-stop-" + command.name());
        Runtime.getRuntime().addShutdownHook(stop);
        return stop;
    }

    /** Starts the command; its output is appended to the command's log file. */
    public static ChildProcess start(ChildCommand command) {
        try {
            Files.createDirectories(command.log().toAbsolutePath().getParent());
            return new ChildProcess(
                    command, LAUNCHER.submit(() -> command.builder().start()).get());
        } catch (ExecutionException e) {
            throw new EmbeddedPartException("Cannot start " + command.name() + ": " + e.getCause(), e.getCause());
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot write " + command.log() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPartException("Interrupted while starting " + command.name(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code, waiting for the end; 128 + n after signal n. */
    public int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /** Sends a signal by its name without the leading SIG: "INT", "STOP", "CONT". */
    public void signal(String name) {
        if (isAlive()) {
            Programs.output("kill", "-" + name, Long.toString(pid()));
        }
    }

    /** Sends a signal to the process and everything it started. */
    public void signalAll(String name) {
        List<ProcessHandle> children = process.descendants().toList();
        signal(name);
        children.forEach(child -> Programs.output("kill", "-" + name, Long.toString(child.pid())));
    }

    /**
     * Asks the process to end with the command's own signal, and kills it with its children when it does not in time.
     *
     * @return whether it ended by itself
     */
    public boolean stop(Duration patience) {
        signal(command.stopSignal());
        boolean ended = endsWithin(patience);
        if (!ended) {
            kill();
        }
        forgetHook();
        return ended;
    }

    /** {@code kill -9} to the process and everything it started; returns when they are gone. */
    public void kill() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        endsWithin(Duration.ofSeconds(10));
        all.forEach(handle -> handle.onExit().orTimeout(10, TimeUnit.SECONDS).join());
        forgetHook();
    }

    @Override
    public void close() {
        stop(Duration.ofSeconds(10));
    }

    /** The last lines of the log, for error messages. */
    public String logTail() {
        try {
            List<String> lines = new String(Files.readAllBytes(command.log()), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    public Path log() {
        return command.log();
    }

    private boolean endsWithin(Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException slow) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forgetHook() {
        Thread added = hook;
        if (added == null || Thread.currentThread() == added) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(added);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs by itself now and finds the process ended.
        }
    }
}
