package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterFaults;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.ClusterTools;
import io.mooring.backup.source.SourceFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
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

/**
 * A running pg_receivewal. It ends with this process: the kernel kills it (setpriv's PR_SET_PDEATHSIG, where there is setpriv), and
 * whoever comes next kills what the pid file names, if it is still that process and no other with its number.
 */
final class ReceiverProcess implements AutoCloseable {

    static final String TOOL = "pg_receivewal";

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int SAID = 16 * 1024;
    private static final List<Path> SETPRIV = List.of(Path.of("/usr/bin/setpriv"), Path.of("/bin/setpriv"));

    /** The kernel watches the thread that started a process; this one lives as long as the JVM. */
    private static final ExecutorService LAUNCHER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("wal-launcher").factory());

    private final ClusterSource source;
    private final Process process;
    private final Path pidFile;
    private final StringBuffer said = new StringBuffer();
    private final Thread reader;

    private ReceiverProcess(ClusterSource source, Process process, Path pidFile) {
        this.source = source;
        this.process = process;
        this.pidFile = pidFile;
        // Not a file: what it says of a full disk must not be lost on that disk.
        this.reader = Thread.ofPlatform().daemon().name(TOOL + "-output").start(this::read);
    }

    static ReceiverProcess start(ClusterTools tools, ClusterSource source, String slot, WalFolder folder)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        SETPRIV.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(setpriv -> line.addAll(List.of(setpriv.toString(), "--pdeathsig", "KILL", "--")));
        line.addAll(List.of(
                tools.receiveWal().toString(),
                "--directory=" + folder.received(),
                "--slot=" + slot,
                "--synchronous",
                "--no-loop",
                "--no-password",
                "--status-interval=1"));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectInput(Redirect.from(new File("/dev/null")));
        ClusterTools.environment(builder.environment(), source, slot, CONNECT.toSeconds());
        try {
            Process process = LAUNCHER.submit(builder::start).get();
            ReceiverProcess receiver = new ReceiverProcess(source, process, folder.pidFile());
            receiver.writePidFile();
            return receiver;
        } catch (ExecutionException failure) {
            throw new IOException(
                    TOOL + " could not be started: " + failure.getCause().getMessage(), failure);
        }
    }

    /** Ends what a killed process of ours left running. Returns whether there was something. */
    static boolean endOrphan(WalFolder folder) throws IOException, InterruptedException {
        Path file = folder.pidFile();
        if (!Files.exists(file)) {
            return false;
        }
        String[] words = Files.readString(file).strip().split(" ");
        boolean ended = words.length == 2
                && ProcessHandle.of(Long.parseLong(words[0]))
                        .filter(handle -> startedAt(handle).equals(words[1]))
                        .filter(ReceiverProcess::end)
                        .isPresent();
        Files.deleteIfExists(file);
        return ended;
    }

    private static boolean end(ProcessHandle handle) {
        handle.destroyForcibly();
        handle.onExit()
                .completeOnTimeout(handle, END.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return true;
    }

    private void writePidFile() throws IOException {
        Files.writeString(pidFile, process.pid() + " " + startedAt(process.toHandle()) + "\n");
    }

    /** The kernel's, which tells processes apart that had the same number. */
    private static String startedAt(ProcessHandle handle) {
        return handle.info()
                .startInstant()
                .map(at -> Long.toString(at.toEpochMilli()))
                .orElse("unknown");
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Why it ended. */
    SourceFailure ending() throws InterruptedException {
        int exit = process.waitFor();
        reader.join(END);
        return ClusterFaults.of(source, TOOL, exit, said.toString());
    }

    private void read() {
        byte[] buffer = new byte[4096];
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                said.delete(0, Math.max(0, said.length() - SAID));
            }
        } catch (IOException closed) {
            // The process is gone; what it said so far is all there is.
        }
    }

    /** Whether it ended because the slot has another reader. */
    boolean isSlotTaken() {
        return said.indexOf("is active for PID") >= 0;
    }

    /** SIGTERM, on which it flushes what it has; SIGKILL when it does not end. */
    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, END.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        process.destroyForcibly();
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException stays) {
            // It names a process that is gone; the next start finds that out.
        }
    }
}
