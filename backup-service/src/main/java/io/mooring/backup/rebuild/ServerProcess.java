package io.mooring.backup.rebuild;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A PostgreSQL server's main process. It dies with this JVM, also by {@code kill -9}: the kernel then sends SIGQUIT
 * ({@code PR_SET_PDEATHSIG}, prctl(2)), on which the server drops everything at once and frees its shared memory.
 */
public final class ServerProcess {

    /** The kernel watches the thread that made the child, not the process. Hence one thread, as old as the JVM, makes them. */
    private static final ExecutorService LAUNCHER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("throwaway-launcher").daemon().factory());

    /** Where the kernel does not see to it, an ordinary end of the JVM does; and the next start's sweep. */
    private static final boolean KERNEL_ENDS_IT =
            Stream.of("/usr/bin/setpriv", "/bin/setpriv").anyMatch(program -> Files.isExecutable(Path.of(program)));

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static ServerProcess start(List<String> prefix, List<String> command, Path folder, Path log)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(prefix);
        if (KERNEL_ENDS_IT) {
            // After the change of account: that would clear the setting.
            line.addAll(List.of("setpriv", "--pdeathsig", "QUIT", "--"));
        }
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("LC_ALL", "C");
        try {
            ServerProcess started =
                    new ServerProcess(LAUNCHER.submit(builder::start).get(), log);
            if (!KERNEL_ENDS_IT) {
                Runtime.getRuntime().addShutdownHook(new Thread(started::stop));
            }
            return started;
        } catch (ExecutionException failed) {
            throw new IOException(failed.getCause());
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Fast shutdown, with a checkpoint at its end: the data are kept. Waits for it. @return whether it said that all went well */
    boolean stopCleanly() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return process.waitFor() == 0;
    }

    /** Waits for a moment, or for its end. */
    void pause(Duration moment) throws InterruptedException {
        process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Immediate shutdown: the data are not needed any more. Returns when the server and its children are gone. */
    public void stop() {
        List<ProcessHandle> all = process.descendants().toList();
        if (process.isAlive()) {
            signalQuit();
        }
        if (!endsWithin(5)) {
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            endsWithin(5);
        }
    }

    /** The end of its log, for messages. */
    public String lastWords() {
        try {
            // Also where it quotes what is not UTF-8.
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException | RuntimeException unreadable) {
            return "(no log: " + unreadable + ")";
        }
    }

    private void signalQuit() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .get(5, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException failed) {
            process.destroyForcibly();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** An interrupt does not keep a server alive: it is remembered. */
    private boolean endsWithin(int seconds) {
        boolean interrupted = Thread.interrupted();
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
