package io.mooring.backup.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A running pg_dump in custom format, uncompressed (compression is the pipeline's), under a snapshot somebody else holds open.
 * Password and address go through its environment: an argument list is everybody's to read, and a password file would outlive
 * a kill -9.
 */
public final class PostgresDump implements AutoCloseable {

    private static final int STDERR_KEPT = 16 * 1024;

    private final PostgresSource source;
    private final Process process;
    private final StringBuilder stderr = new StringBuilder();
    private final Thread stderrReader;

    private PostgresDump(PostgresSource source, Process process) {
        this.source = source;
        this.process = process;
        this.stderrReader = Thread.ofPlatform().daemon().name("pg_dump-stderr").start(this::readStderr);
    }

    public static PostgresDump start(
            PgDumpTool tool, PostgresSource source, String snapshotId, Duration lockTimeout, Duration connectTimeout)
            throws SourceFailure {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        tool.executable().toString(),
                        "--format=custom",
                        "--compress=0",
                        "--no-password",
                        "--snapshot=" + snapshotId,
                        "--lock-wait-timeout=" + Math.max(1, lockTimeout.toMillis())))
                .redirectInput(Redirect.from(new File("/dev/null")));
        environment(builder.environment(), source, connectTimeout);
        try {
            return new PostgresDump(source, builder.start());
        } catch (IOException failure) {
            throw new SourceFailure(
                    SourceFault.TOOL_MISSING,
                    "The tool pg_dump could not be started: " + failure.getMessage(),
                    "Check that " + tool.executable() + " can be run by this user.",
                    failure);
        }
    }

    static void environment(Map<String, String> environment, PostgresSource source, Duration connectTimeout) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        environment.put("PGHOST", source.host());
        environment.put("PGPORT", Integer.toString(source.port()));
        environment.put("PGDATABASE", source.database());
        environment.put("PGUSER", source.user());
        environment.put("PGSSLMODE", source.sslMode().libpqName());
        environment.put("PGCONNECT_TIMEOUT", Long.toString(Math.max(2, connectTimeout.toSeconds())));
        environment.put("PGAPPNAME", "mooring-backup");
        if (!source.password().isEmpty()) {
            environment.put("PGPASSWORD", source.password().reveal());
        }
    }

    /** The archive. Its end says nothing: {@link #awaitSuccess()} tells whether it is whole. */
    public InputStream archive() {
        return process.getInputStream();
    }

    /** pg_dump's process id, for whoever watches or kills it. */
    public long pid() {
        return process.pid();
    }

    public boolean hasEnded() {
        return !process.isAlive();
    }

    /** Waits for pg_dump to end, and fails in words unless it ended well. */
    public void awaitSuccess() throws SourceFailure, InterruptedException {
        int exit = process.waitFor();
        stderrReader.join(Duration.ofSeconds(5));
        if (exit != 0) {
            throw DumpFaults.of(source, exit, said());
        }
    }

    /** Kills pg_dump if it still runs. The server ends its session when it next writes to it. */
    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String said() {
        synchronized (stderr) {
            return stderr.toString();
        }
    }

    private void readStderr() {
        byte[] buffer = new byte[4096];
        try (InputStream in = process.getErrorStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (stderr) {
                    stderr.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    if (stderr.length() > STDERR_KEPT) {
                        stderr.delete(0, stderr.length() - STDERR_KEPT);
                    }
                }
            }
        } catch (IOException closed) {
            // The process is gone; what it said so far is all there is.
        }
    }
}
