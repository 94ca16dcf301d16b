package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Asks a recovering server how things are at a time, and leaves it there: {@link RecoverCluster#recover} goes on from it. The server halts
 * before the first commit behind that time, answers whoever may look into the private folder, and is stopped.
 */
public final class AskInRecovery {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private static final Pattern NOT_YET = Pattern.compile("starting up|not accepting|No such file|Connection refused");

    private static final String REMEDY =
            "Take a new base backup and test that; where it does not help, set wal.canary-every to 0s for this plan.";

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

    /** As often as its source was given more. */
    private String halted(Instant time, String role, String question)
            throws RebuildFailure, ServerUnavailable, IOException, InterruptedException {
        UnprivilegedAccount.write(cluster.folder().resolve("hba.conf"), "local all all trust\n");
        SourceSettings settings = new SourceSettings(cluster);
        while (settings.ask()) {
            Optional<String> answer = halted(time, settings, role, question);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new ServerUnavailable(
                "PostgreSQL could not be asked in the middle of its recovery: its source was given more connections or locks, and"
                        + " the control file does not tell how many.",
                REMEDY);
    }

    /** Empty when it needs larger settings to get there. */
    private Optional<String> halted(Instant time, SourceSettings settings, String role, String question)
            throws RebuildFailure, ServerUnavailable, IOException, InterruptedException {
        Path log = cluster.folder().resolve(RecoverCluster.LOG);
        Files.deleteIfExists(log);
        ServerProcess server =
                ServerProcess.start(cluster.account().prefix(), command(time, settings), cluster.folder(), log);
        try (HaltedRecovery halted = new HaltedRecovery(log)) {
            while (server.isAlive() && !halted.isAtTarget() && !halted.isTooSmall()) {
                server.pause(PAUSE);
            }
            if (halted.isTooSmall()) {
                if (server.isAlive()) {
                    // It then goes on from here; or it is ending already, and goes on from where it began.
                    server.stopCleanly();
                }
                return Optional.empty();
            }
            requireAlive(server);
            String answer = ask(server, role, question);
            if (!server.stopCleanly()) {
                throw unanswered("it could not be stopped", server);
            }
            return Optional.of(answer);
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

    private List<String> command(Instant time, SourceSettings source) {
        List<String> line = new ArrayList<>(cluster.command(time));
        List<String> settings = new ArrayList<>(source.settings());
        // The last one of a name counts.
        settings.add("hot_standby=on");
        settings.add("recovery_target_action=pause");
        // That it stays because its source has more is a warning, which is less than a "log".
        settings.add("log_min_messages=warning");
        settings.forEach(setting -> line.addAll(List.of("-c", setting)));
        return line;
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
                REMEDY);
    }
}
