package io.mooring.backup.source;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running {@code pg_dumpall --globals-only}. What it writes is kept until it has ended well, so that half of the roles are never
 * stored; that it fails is no reason to lose the database's backup.
 */
final class GlobalsDump implements AutoCloseable {

    /** Some hundred thousand roles. */
    static final int MOST_BYTES = 64 * 1024 * 1024;

    private static final int MOST_WORDS = 16 * 1024;
    private static final Duration READERS = Duration.ofSeconds(5);

    private final @Nullable Process process;
    private final String notStarted;
    private final Kept sql = new Kept(MOST_BYTES);
    private final Kept words = new Kept(MOST_WORDS);
    private final List<Thread> readers = new ArrayList<>();

    private GlobalsDump(@Nullable Process process, String notStarted) {
        this.process = process;
        this.notStarted = notStarted;
        if (process != null) {
            readers.add(reading("pg_dumpall-stdout", process.getInputStream(), sql));
            readers.add(reading("pg_dumpall-stderr", process.getErrorStream(), words));
        }
    }

    /** @param passwords whether the user may read them; else the roles come without */
    static GlobalsDump start(PgDumpTool tool, PostgresSource source, boolean passwords, Duration connectTimeout) {
        List<String> line = new ArrayList<>(List.of(
                tool.executable().resolveSibling("pg_dumpall").toString(),
                "--globals-only",
                "--no-password",
                // The user may be let into no other database. Anything with "=" in it is taken for a connection string.
                "--database=dbname='" + source.database().replace("\\", "\\\\").replace("'", "\\'") + "'"));
        if (!passwords) {
            line.add("--no-role-passwords");
        }
        ProcessBuilder builder = new ProcessBuilder(line).redirectInput(Redirect.from(new File("/dev/null")));
        PostgresDump.environment(builder.environment(), source, connectTimeout);
        try {
            return new GlobalsDump(builder.start(), "");
        } catch (IOException failure) {
            return new GlobalsDump(null, "pg_dumpall could not be started: " + failure.getMessage());
        }
    }

    /**
     * Its end: the SQL, or why there is none.
     *
     * @param patience for a server that does not answer
     */
    Answer await(Duration patience) throws InterruptedException {
        if (process == null) {
            return Answer.none(notStarted);
        }
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            close();
            return Answer.none("pg_dumpall did not end within " + patience.toSeconds() + " seconds");
        }
        for (Thread reader : readers) {
            if (!reader.join(READERS)) {
                return Answer.none("what pg_dumpall wrote could not be read to its end");
            }
        }
        if (process.exitValue() != 0) {
            return Answer.none("pg_dumpall ended with code " + process.exitValue() + " and said: " + complaint());
        }
        return sql.overflowed()
                ? Answer.none("they take more than " + MOST_BYTES + " bytes")
                : new Answer(sql.bytes(), "");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /**
     * What came of it.
     *
     * @param sql empty when it failed; what it says may be secret
     * @param problem why it failed, in words; empty when it did not
     */
    record Answer(byte[] sql, String problem) {

        private static Answer none(String problem) {
            return new Answer(new byte[0], problem);
        }
    }

    private String complaint() {
        return new String(words.bytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("^pg_dumpall: (error: )?", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("warning:"))
                .findFirst()
                .orElse("nothing");
    }

    private static Thread reading(String name, InputStream from, Kept to) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            byte[] buffer = new byte[8192];
            try (from) {
                for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                    to.add(buffer, n);
                }
            } catch (IOException closed) {
                // The process is gone; how it ended is asked elsewhere.
            }
        });
    }

    /** What a stream held, up to a limit. */
    private static final class Kept {

        private final int most;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean overflowed;

        Kept(int most) {
            this.most = most;
        }

        synchronized void add(byte[] data, int length) {
            overflowed |= bytes.size() + length > most;
            if (!overflowed) {
                bytes.write(data, 0, length);
            }
        }

        synchronized boolean overflowed() {
            return overflowed;
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
