package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Asks a recovering server how things are at a time, and leaves it there: {@link RecoverCluster#recover} goes on from it. The server halts
 * before the first commit behind that time, answers whoever may look into the private folder, and is stopped.
 */
public final class AskInRecovery {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Of recoveryStopsBefore and recoveryStopsAfter in xlogrecovery.c. */
    private static final Pattern HALTED = Pattern.compile("recovery stopping (?:before|after) ");

    private static final Pattern NOT_YET = Pattern.compile("starting up|not accepting|No such file|Connection refused");

    /** Of RecoveryRequiresIntParameter: the source was given more than it had when it was copied. */
    private static final String TOO_FEW = "insufficient parameter settings";

    /** What pg_controldata tells of the source, by what the settings are called: with less a server does not answer while it recovers. */
    private static final Map<String, String> NEEDED = Map.of(
            "max_connections setting", "max_connections",
            "max_worker_processes setting", "max_worker_processes",
            "max_wal_senders setting", "max_wal_senders",
            "max_prepared_xacts setting", "max_prepared_transactions",
            "max_locks_per_xact setting", "max_locks_per_transaction");

    private final RecoverCluster cluster;
    private final Duration patience;

    /** @param patience how long the server may take to answer once it has halted */
    public AskInRecovery(RecoverCluster cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
    }

    /**
     * Blocking, for as long as replaying takes; an interrupt ends it.
     *
     * @param time something later than this was committed in the WAL that is there
     * @param role who may log in
     * @param question one SELECT of some texts
     * @return its answer, with {@code |} between the texts
     * @throws RebuildFailure when it does not come to that time
     * @throws ServerUnavailable when it does, and does not answer
     */
    public String at(Instant time, String role, String question)
            throws RebuildFailure, ServerUnavailable, InterruptedException {
        try {
            List<Path> aside = cluster.prepare();
            try {
                return halted(time, role, question);
            } finally {
                cluster.putBack(aside);
            }
        } catch (IOException failed) {
            throw new ServerUnavailable(
                    "A recovering server could not be asked in " + cluster.folder() + ": " + failed.getMessage(),
                    "Check the folder and its disk, and that psql is installed.",
                    failed);
        }
    }

    private String halted(Instant time, String role, String question)
            throws RebuildFailure, ServerUnavailable, IOException, InterruptedException {
        Path log = cluster.folder().resolve(RecoverCluster.LOG);
        Files.deleteIfExists(log);
        UnprivilegedAccount.write(cluster.folder().resolve("hba.conf"), "local all all trust\n");
        ServerProcess server = ServerProcess.start(cluster.account().prefix(), command(time), cluster.folder(), log);
        try {
            while (server.isAlive() && !hasHalted(log)) {
                requireRoom(log, server);
                server.pause(PAUSE);
            }
            requireRoom(log, server);
            requireAlive(server);
            String answer = ask(server, role, question);
            if (!server.stopCleanly()) {
                throw unanswered("it could not be stopped", server);
            }
            return answer;
        } finally {
            server.stop();
        }
    }

    private static void requireAlive(ServerProcess server) throws RebuildFailure {
        if (!server.isAlive()) {
            throw new RebuildFailure(
                    RebuildFault.RECOVERY_FAILED,
                    "PostgreSQL does not recover from what was restored: " + server.lastWords(),
                    "Use another backup, or another location's copy of the WAL; keep this one for a look.");
        }
    }

    /** It would wait for ever, or end: either says nothing of the backup. */
    private static void requireRoom(Path log, ServerProcess server) throws ServerUnavailable, IOException {
        if (Files.exists(log) && Files.readString(log).contains(TOO_FEW)) {
            throw unanswered("the source was given more connections or locks since it was copied", server);
        }
    }

    private List<String> command(Instant time) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(cluster.command(time));
        List<String> settings = needed();
        // The last one of a name counts.
        settings.add("hot_standby=on");
        settings.add("recovery_target_action=pause");
        settings.forEach(setting -> line.addAll(List.of("-c", setting)));
        return line;
    }

    private List<String> needed() throws IOException, InterruptedException {
        Path answer = cluster.folder().resolve("control.txt");
        try (Tool control = Tool.start(
                cluster.account().prefix(),
                cluster.folder(),
                answer,
                cluster.folder().resolve("control.log"),
                List.of(
                        cluster.programs().program("pg_controldata"),
                        cluster.data().toString()))) {
            Tool.Said said = control.end();
            if (!said.good()) {
                throw new IOException("pg_controldata said: " + said.words());
            }
        }
        List<String> settings = new ArrayList<>();
        for (String line : Files.readAllLines(answer)) {
            String[] told = line.split(":", 2);
            String setting = NEEDED.get(told[0]);
            if (setting != null) {
                settings.add(setting + "=" + told[1].strip());
            }
        }
        return settings;
    }

    private static boolean hasHalted(Path log) throws IOException {
        return Files.exists(log) && HALTED.matcher(Files.readString(log)).find();
    }

    private String ask(ServerProcess server, String role, String question)
            throws RebuildFailure, ServerUnavailable, IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            requireAlive(server);
            Tool.Said said = psql(role, "SELECT pg_is_in_recovery(), asked.* FROM (" + question + ") asked");
            if (said.good()) {
                if (!said.words().startsWith("t|")) {
                    throw unanswered("it did not halt", server);
                }
                return said.words().substring(2);
            }
            if (!NOT_YET.matcher(said.words()).find() || System.nanoTime() > deadline) {
                throw unanswered(said.words(), server);
            }
            server.pause(PAUSE);
        }
    }

    private Tool.Said psql(String role, String question) throws IOException, InterruptedException {
        try (Tool psql = Tool.start(
                cluster.account().prefix(),
                cluster.folder(),
                cluster.folder().resolve("asked.txt"),
                Map.of("PGHOST", cluster.folder().toString(), "PGUSER", role, "PGDATABASE", "postgres"),
                List.of(cluster.programs().program("psql"), "-XAtq", "-w", "-c", question))) {
            return psql.end();
        }
    }

    private static ServerUnavailable unanswered(String why, ServerProcess server) {
        return new ServerUnavailable(
                "PostgreSQL could not be asked in the middle of its recovery (" + why + "): " + server.lastWords(),
                "Take a new base backup and test that; where it does not help, set wal.canary-every to 0s for this plan.");
    }
}
