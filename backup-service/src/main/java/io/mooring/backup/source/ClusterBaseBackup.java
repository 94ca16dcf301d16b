package io.mooring.backup.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** A running pg_basebackup that writes one tar, with its WAL and its manifest, to its standard output. */
final class ClusterBaseBackup implements AutoCloseable {

    private static final String TOOL = "pg_basebackup";
    private static final int SAID = 16 * 1024;

    private final ClusterSource source;
    private final Process process;
    private final StringBuilder stderr = new StringBuilder();
    private final Thread stderrReader;

    private ClusterBaseBackup(ClusterSource source, Process process) {
        this.source = source;
        this.process = process;
        this.stderrReader =
                Thread.ofPlatform().daemon().name("pg_basebackup-stderr").start(this::readStderr);
    }

    static ClusterBaseBackup start(ClusterTools tools, ClusterSource source, String label, long connectSeconds)
            throws SourceFailure {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        tools.baseBackup().toString(),
                        "--format=tar",
                        "--pgdata=-",
                        "--wal-method=fetch",
                        "--checkpoint=fast",
                        "--manifest-checksums=SHA256",
                        "--label=" + label,
                        "--no-password"))
                .redirectInput(Redirect.from(new File("/dev/null")));
        ClusterTools.environment(builder.environment(), source, "mooring-backup", connectSeconds);
        try {
            return new ClusterBaseBackup(source, builder.start());
        } catch (IOException failure) {
            throw new SourceFailure(
                    SourceFault.TOOL_MISSING,
                    "The tool pg_basebackup could not be started: " + failure.getMessage(),
                    "Check that " + tools.baseBackup() + " can be run by this user.",
                    failure);
        }
    }

    /** Its end says nothing: {@link #awaitSuccess()} tells whether it is whole. */
    InputStream tar() {
        return process.getInputStream();
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    void awaitSuccess() throws SourceFailure, InterruptedException {
        int exit = process.waitFor();
        stderrReader.join(Duration.ofSeconds(5));
        if (exit != 0) {
            synchronized (stderr) {
                throw ClusterFaults.of(source, TOOL, exit, stderr.toString());
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void readStderr() {
        byte[] buffer = new byte[4096];
        try (InputStream in = process.getErrorStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (stderr) {
                    stderr.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    if (stderr.length() > SAID) {
                        stderr.delete(0, stderr.length() - SAID);
                    }
                }
            }
        } catch (IOException closed) {
            // The process is gone; what it said so far is all there is.
        }
    }
}
