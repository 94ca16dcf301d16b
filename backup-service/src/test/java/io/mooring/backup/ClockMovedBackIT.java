package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.testkit.network.CutCable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The service's clock goes back by hours and by days, in the middle of its work and between: nothing is let go wrongly, nothing waits until
 * the old time returns, and nothing looks better than it is. What only the database knows of former times is written there by hand.
 */
class ClockMovedBackIT {

    private static final Duration HOURS = Duration.ofHours(3);
    private static final Duration DAYS = Duration.ofDays(3);

    @TempDir
    Path folder;

    private final AtomicReference<Duration> back = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().minus(back.get());

    @Test
    void runsVerificationsAndDrillsThatItGoesBackUnderEndAsIfItHadNot() throws Exception {
        try (Installation installation = installation();
                CutCable shop = CutCable.to(installation.shop.host(), installation.shop.port())) {
            installation.shopThrough(shop);
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                shop.limit(600_000);
                String run = service.begin(installation.planId);
                awaitPhase(service, run, "dumping");
                back.set(HOURS);
                awaitRate(service, run);
                back.set(DAYS);
                shop.limit(0);

                JsonNode over = service.operator().awaitOver(run);
                assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("completed");
                Stored.isAsTold(over, installation);

                back.set(Duration.ZERO);
                JsonNode drill = drillThatTheClockGoesBackUnder(service, installation);
                assertThat(drill.path("state").asString()).as(drill.toString()).isIn("succeeded", "inconclusive");
                JsonNode rto = component(drill).path("measuredRtoMillis");
                assertThat(rto.isNull() || rto.asLong() >= restoreMillis(service, drill))
                        .as("never less than the restore alone: %s", drill)
                        .isTrue();
                String later = service.begin(installation.planId);
                assertThat(service.operator().awaitOver(later).path("state").asString())
                        .isEqualTo("completed");
                assertThat(runs(service)).as("newest first").containsExactly(later, run);
            }
        }
    }

    @Test
    void nothingWaitsUntilTheOldTimeReturns() throws Exception {
        try (Installation installation = installation()) {
            installation
                    .set("backup.plans[0].schedule.cron", "0 * * * *")
                    .set("backup.plans[0].retention.count", "1")
                    .set("backup.prune", "1d");
            String ahead;
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                ahead = service.begin(installation.planId);
                assertThat(service.operator().awaitOver(ahead).path("state").asString())
                        .isEqualTo("completed");
            }
            aDeadOwnerHolds(installation, clock.instant().plusSeconds(30), ahead);
            back.set(DAYS);
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                Awaitility.await().until(() -> nextRunAt(service, installation)
                        .isBefore(clock.instant().plus(Duration.ofMinutes(61))));
                assertThat(service.operator().awaitOver(ahead).path("state").asString())
                        .as("its owner died before the clock went back")
                        .isEqualTo("completed");
                Awaitility.await().until(() -> installation.ask("SELECT count(*) FROM backup_job"), "0"::equals);

                back.updateAndGet(
                        was -> was.minus(Duration.between(clock.instant(), nextRunAt(service, installation))));
                String now = Awaitility.await().until(() -> runs(service).getFirst(), newest -> !newest.equals(ahead));
                assertThat(service.operator().awaitOver(now).path("state").asString())
                        .isEqualTo("completed");
                assertThat(runs(service)).as("newest first").containsExactly(now, ahead);
                assertThat(kept(service, installation))
                        .as("the last that was taken is the newest, whatever its time")
                        .containsExactly(now);
            }
        }
    }

    @Test
    void whatWasDoneInATimeThatHasNotComeProvesNothing() throws Exception {
        try (Installation installation = installation()) {
            installation
                    .set("backup.plans[0].schedule.cron", "0 * * * *")
                    .set("backup.overdue.backup", "10m")
                    .set("backup.overdue.look", "200ms")
                    // The source is away: no backup of this plan can be made up for.
                    .alsoPlan(1, "away", Map.of("source.port", "1"));
            back.set(DAYS);
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                String run = service.begin(installation.planId);
                assertThat(service.operator().awaitOver(run).path("state").asString())
                        .isEqualTo("completed");
                execute(
                        installation,
                        "CREATE TEMP TABLE ahead AS SELECT * FROM backup_run WHERE id = '" + run + "'",
                        "UPDATE ahead SET id = '01a00000-0000-7000-8000-000000000000', plan_id = 'away',"
                                + " finished_at = now() + interval '1 day'",
                        "INSERT INTO backup_run SELECT * FROM ahead");
                back.updateAndGet(was -> was.minus(Duration.ofMinutes(90)));

                JsonNode overdue =
                        Awaitility.await().until(() -> overdue(service, "away"), found -> !found.isMissingNode());
                assertThat(overdue.path("lastDoneAt").isNull()).isTrue();
                back.set(DAYS.plus(HOURS));
                back.updateAndGet(was -> was.minus(Duration.ofMinutes(90)));
                assertThat(overdue(service, "away").isMissingNode())
                        .as("and what was expected in a time that has not come is not expected any more")
                        .isTrue();
            }
        }
    }

    @Test
    void walIsReceivedShippedAndJudgedOnWhereverTheClockIs() throws Exception {
        try (WalInstallation cluster = new WalInstallation(folder)) {
            oldKeys(cluster.base);
            try (ServiceHere service = ServiceHere.start(cluster.base, clock)) {
                cluster.protect(service.operator());
                for (Duration far : List.of(HOURS, DAYS)) {
                    back.set(far);
                    cluster.sql("INSERT INTO canary VALUES ('after')");

                    cluster.awaitShipped(service.operator());

                    JsonNode told = cluster.awaitState(service.operator(), "healthy");
                    assertThat(told.path("rpoSeconds").asDouble(-1)).isBetween(0.0, 5.0);
                    assertThat(Instant.parse(told.path("reportedAt").asString()))
                            .as("it is a report of now")
                            .isBefore(clock.instant().plusSeconds(5));
                }
            }
        }
    }

    private Installation installation() {
        return oldKeys(new Installation(folder, 2));
    }

    /** Keys that are older than any time to which the clock goes back. */
    private static Installation oldKeys(Installation installation) {
        Path operations = installation.gpg.longAgo("Old Operations <old-ops@example.org>");
        Path escrow = installation.gpg.longAgo("Old Escrow <old-escrow@example.org>");
        installation.gpg.longAgo("Old Mooring <old-mooring@example.org>");
        return installation
                .set("backup.recipients[0]", operations.toString())
                .set("backup.recipients[1]", escrow.toString())
                .set(
                        "backup.signing-key.file",
                        installation
                                .gpg
                                .secretKey("Old Mooring <old-mooring@example.org>")
                                .toString())
                .set(
                        "backup.restore-key.file",
                        installation
                                .gpg
                                .secretKey("Old Operations <old-ops@example.org>")
                                .toString())
                .set("backup.verification.spare-space", "10MB")
                .set("backup.pipeline.zstd-workers", "0")
                .set("backup.pipeline.chunk-size", "64KB")
                .set("backup.runs.lease", "4s");
    }

    private JsonNode drillThatTheClockGoesBackUnder(ServiceHere service, Installation installation) {
        String id = service.operator()
                .postJson(
                        "/api/v1/drills",
                        "{\"scenario\":\"application-failure\",\"mode\":\"test\",\"planId\":\"" + installation.planId
                                + "\"}",
                        UUID.randomUUID().toString())
                .json()
                .path("id")
                .asString();
        String path = "/api/v1/drills/" + id;
        Awaitility.await().pollInterval(Duration.ofMillis(20)).until(() -> service.operator()
                .get(path)
                .json()
                .path("restoreTestId")
                .isString());
        back.set(HOURS);
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> service.operator().get(path).json(), drill -> drill.path("finishedAt")
                        .isString());
    }

    /** As kill -9 leaves it: a run and a job whose leases still run for days by the clock of now. */
    private static void aDeadOwnerHolds(Installation installation, Instant until, String run) {
        execute(
                installation,
                "UPDATE backup_run SET state = 'running', phase = 'dumping', finished_at = NULL, chain_id = NULL,"
                        + " lease_owner = 'pid-1/dead', lease_until = '" + until + "' WHERE id = '" + run + "'",
                "DELETE FROM backup_run_manifest WHERE run_id = '" + run + "'",
                "INSERT INTO backup_job (id, kind, subject, exclusive_key, correlation_id, added_at, not_before, attempt,"
                        + " lease_owner, lease_until) VALUES ('01a00000-0000-7000-8000-00000000000a', 'prune', '"
                        + installation.planId + "', '" + installation.planId + "', 'correlation', '" + until + "', '"
                        + until
                        + "', 1, 'pid-1/dead', '" + until + "')");
    }

    private static void execute(Installation installation, String... statements) {
        try (Connection connection = installation.own.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void awaitPhase(ServiceHere service, String run, String phase) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        phase.equals(service.operator().run(run).path("phase").asString("")));
    }

    /** The speed is told again soon, and it is one. */
    private static void awaitRate(ServiceHere service, String run) {
        Awaitility.await().untilAsserted(() -> assertThat(service.operator()
                        .run(run)
                        .path("progress")
                        .path("bytesPerSecond")
                        .asLong(-1))
                .isPositive());
    }

    private static List<String> runs(ServiceHere service) {
        return service.operator()
                .get("/api/v1/runs")
                .json()
                .path("items")
                .valueStream()
                .map(run -> run.path("id").asString())
                .toList();
    }

    private static List<String> kept(ServiceHere service, Installation installation) {
        return service.operator()
                .get("/api/v1/plans/" + installation.planId + "/retention")
                .json()
                .path("items")
                .valueStream()
                .flatMap(decision -> decision.path("keep").asBoolean()
                        ? Stream.of(decision.path("runId").asString())
                        : Stream.empty())
                .toList();
    }

    private static Instant nextRunAt(ServiceHere service, Installation installation) {
        return Awaitility.await()
                .ignoreExceptions()
                .until(
                        () -> Instant.parse(service.operator()
                                .get("/api/v1/plans/" + installation.planId)
                                .json()
                                .path("nextRunAt")
                                .asString()),
                        next -> true);
    }

    private static JsonNode overdue(ServiceHere service, String plan) {
        return service.operator()
                .get("/api/v1/overdue")
                .json()
                .path("items")
                .valueStream()
                .filter(one -> one.path("planId").asString().equals(plan)
                        && one.path("kind").asString().equals("backup"))
                .findFirst()
                .orElseGet(() -> tools.jackson.databind.node.MissingNode.getInstance());
    }

    private static JsonNode component(JsonNode drill) {
        return drill.path("components")
                .valueStream()
                .filter(one -> one.path("component").asString().equals("database"))
                .findFirst()
                .orElseThrow();
    }

    private static long restoreMillis(ServiceHere service, JsonNode drill) {
        return service.operator()
                .get("/api/v1/verifications/" + drill.path("restoreTestId").asString())
                .json()
                .path("measured")
                .path("restoreMillis")
                .asLong();
    }
}
