package io.mooring.backup.verify;

import io.mooring.backup.key.Secret;
import io.mooring.backup.rebuild.ServerPrograms;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.rebuild.UnprivilegedAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A copied data folder that is brought to its consistent point. Its own settings are not used: they name another host's files, archives and
 * libraries. A single-user server replays the WAL that came with the copy and adds a superuser of ours, since nobody's password is known here.
 */
final class RecoveredCluster {

    private static final int LAST_WORDS = 2000;

    private final ServerPrograms programs;
    private final UnprivilegedAccount account;
    private final Path folder;

    RecoveredCluster(ServerPrograms programs, UnprivilegedAccount account, Path folder) {
        this.programs = programs;
        this.account = account;
        this.folder = folder;
    }

    /** In place of the cluster's own; besides those of every throwaway server. */
    List<String> settings() {
        return List.of(
                "config_file=" + folder.resolve("server.conf"),
                "hba_file=" + folder.resolve("hba.conf"),
                "ident_file=" + folder.resolve("ident.conf"),
                "shared_preload_libraries=",
                "restore_command=",
                "archive_command=",
                "primary_conninfo=",
                "ssl=off",
                // As many as the source may have had open.
                "max_prepared_transactions=200");
    }

    /** @throws ServerUnavailable with the server's words when it does not recover */
    void recover(String admin, Secret password, long deadline) throws ServerUnavailable, InterruptedException {
        try {
            UnprivilegedAccount.write(folder.resolve("server.conf"), "");
            UnprivilegedAccount.write(folder.resolve("ident.conf"), "");
            UnprivilegedAccount.write(
                    folder.resolve("hba.conf"), "host all " + admin + " 127.0.0.1/32 scram-sha-256\n");
            Path own = folder.resolve(ThrowawayPostgres.DATA).resolve("postgresql.auto.conf");
            Files.deleteIfExists(own);
            single("CREATE ROLE " + admin + " SUPERUSER LOGIN PASSWORD '" + password.reveal() + "'\n", deadline);
        } catch (IOException failed) {
            throw new ServerUnavailable(
                    "The restored cluster in " + folder + " could not be started: " + failed,
                    "Check backup.verification.folder and its disk.",
                    failed);
        }
    }

    private void single(String statement, long deadline) throws IOException, ServerUnavailable, InterruptedException {
        List<String> line = new ArrayList<>(account.prefix());
        line.addAll(List.of(
                programs.program("postgres"),
                "--single",
                "-D",
                folder.resolve(ThrowawayPostgres.DATA).toString()));
        List<String> all = new ArrayList<>(FastLoading.settings());
        all.addAll(settings());
        all.add("exit_on_error=on");
        all.forEach(setting -> line.addAll(List.of("-c", setting)));
        line.add("template1");
        Path log = folder.resolve("recovery.log");
        Process server = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            try (var in = server.getOutputStream()) {
                in.write(statement.getBytes(StandardCharsets.UTF_8));
            } catch (IOException ended) {
                // It ended before it read this: its exit code and words tell why.
            }
            if (!server.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new ServerUnavailable(
                        "The restored cluster did not recover in time.",
                        "Raise backup.verification.start-timeout: it had much WAL to replay.");
            }
            if (server.exitValue() != 0) {
                throw new NotRecovered(lastWords(log));
            }
        } finally {
            server.descendants().forEach(ProcessHandle::destroyForcibly);
            server.destroyForcibly();
        }
    }

    private static String lastWords(Path log) throws IOException {
        String said = Files.readString(log).strip();
        return said.substring(Math.max(0, said.length() - LAST_WORDS));
    }
}
