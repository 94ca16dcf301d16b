package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupFailed;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.network.CutCable;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The whole service on real parts: asked over HTTP, heard on Kafka, found at the locations. */
class BackupServiceIT {

    @TempDir
    static Path folder;

    private static Installation installation;
    private static CutCable cable;
    private static ConfigurableApplicationContext service;
    private static int port;
    private static Caller operator;
    private static Listener listener;

    @BeforeAll
    static void starts() {
        installation = new Installation(folder, 4);
        cable = CutCable.to(installation.shop.host(), installation.shop.port());
        installation
                .alsoPlan(1, "off", Map.of("enabled", "false"))
                .alsoPlan(2, "refused", Map.of("source.password-file", nowhere("wrong.password")))
                .alsoPlan(3, "gone", Map.of("source.port", "1"))
                .alsoPlan(4, "locked", Map.of())
                .alsoPlan(
                        6,
                        "own-keys",
                        Map.of(
                                "recipients[0]",
                                installation
                                        .gpg
                                        .rsa("Payroll <payroll@example.org>")
                                        .toString(),
                                "recipients[1]",
                                installation
                                        .gpg
                                        .rsa("Payroll's escrow <safe@example.org>")
                                        .toString(),
                                "compression-level",
                                "7"))
                .alsoPlan(
                        5, "killed", Map.of("source.host", cable.host(), "source.port", String.valueOf(cable.port())));
        String[] arguments = installation.properties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        service = BackupApplication.application().run(arguments);
        port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        operator = new Caller(port, "operator");
        listener = new Listener(Kafka.shared().bootstrapServers());
    }

    private static String nowhere(String name) {
        try {
            return Files.writeString(folder.resolve(name), "not the password").toString();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @AfterAll
    static void stops() {
        operator.close();
        service.close();
        cable.close();
        installation.close();
    }

    @Test
    void backsUpToAllLocationsAndTellsTheWorld() {
        Caller.Answer answer = operator.startRun(installation.planId);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String id = answer.json().path("id").asString();
        assertThat(answer.response().headers().firstValue("Location")).contains("/api/v1/runs/" + id);

        JsonNode run = operator.awaitOver(id);

        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("completed");
        assertThat(run.path("progress").path("sourceBytes").asLong()).isPositive();
        assertThat(run.path("requestedBy").asString()).isEqualTo("ada");
        assertThat(run.path("copies").valueStream().map(copy -> copy.path("state")
                        .asString()))
                .containsExactly("stored", "stored");
        assertThat(files(installation.copies, id)).isEqualTo(files(installation.bucket.folder(), id));
        assertThat(files(installation.copies, id))
                .contains("manifest.json", "manifest.json.sig", "data.000001.zst.pgp");
        assertHeard(id, run);
        JsonNode manifest = operator.get("/api/v1/runs/" + id + "/manifest").json();
        assertThat(manifest.path("run").path("id").asString()).isEqualTo(id);
        assertThat(manifest.path("tools").path("openPgp").asString()).isEqualTo("bcpg " + bouncyCastleVersion());
    }

    @Test
    void aPlanMayHaveRecipientsAndACompressionOfItsOwn() {
        String id = operator.startRun("own-keys").json().path("id").asString();
        assertThat(operator.awaitOver(id).path("state").asString()).isEqualTo("completed");

        JsonNode manifest = operator.get("/api/v1/runs/" + id + "/manifest").json();
        assertThat(manifest.path("data").path("level").asInt()).isEqualTo(7);
        List<String> own = fingerprints(operator.get("/api/v1/plans/own-keys").json());
        assertThat(fingerprints(manifest.path("encryption"))).hasSize(2).isEqualTo(own);
        assertThat(fingerprints(
                        operator.get("/api/v1/plans/" + installation.planId).json()))
                .doesNotContainAnyElementsOf(own);
    }

    private static List<String> fingerprints(JsonNode from) {
        return from.path("recipients")
                .valueStream()
                .map(recipient -> recipient.path("fingerprint").asString())
                .toList();
    }

    /** As the jar that was loaded is named. */
    private static String bouncyCastleVersion() {
        String jar = PGPPublicKey.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return jar.replaceFirst(".*/bcpg-jdk18on-(.+)\\.jar", "$1");
    }

    private static void assertHeard(String id, JsonNode run) {
        List<Listener.Heard> heard = Awaitility.await()
                .until(
                        () -> listener.all(installation.planId).stream()
                                .filter(event -> event.runId().equals(id))
                                // A verification follows every backup; its own tests wait for it.
                                .filter(event -> event.type().startsWith("Backup"))
                                .toList(),
                        events -> events.size() == 2);
        assertThat(heard).extracting(Listener.Heard::type).containsExactly("BackupStarted", "BackupCompleted");
        for (Listener.Heard event : heard) {
            assertThat(event.headers())
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_source", "/mooring/backup-service")
                    .containsEntry("ce_correlationid", run.path("correlationId").asString())
                    .containsKeys("ce_id", "ce_time", "ce_type");
        }
        BackupCompleted completed = (BackupCompleted) heard.getLast().event();
        assertThat(completed.getSourceBytes())
                .isEqualTo(run.path("progress").path("sourceBytes").asLong());
        assertThat(completed.getRecipientFingerprints()).hasSize(2);
        assertThat(completed.getCopies()).hasSize(2);
    }

    @Test
    void followsARunToItsEnd() {
        String id = operator.startRun("locked").json().path("id").asString();

        Caller.Answer events = operator.get("/api/v1/runs/" + id + "/events");

        assertThat(events.response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        List<String> lines =
                events.body().lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines).first().isEqualTo("event:run");
        assertThat(lines).last().asString().contains("\"state\":\"completed\"").contains("\"id\":\"" + id + "\"");
    }

    @ParameterizedTest
    @CsvSource({"refused, database-refused", "gone, database-unreachable"})
    void saysInWordsWhyADatabaseCannotBeBackedUp(String plan, String code) {
        String id = operator.startRun(plan).json().path("id").asString();

        JsonNode run = operator.awaitOver(id);

        assertThat(run.path("state").asString()).isEqualTo("failed");
        assertThat(run.path("failure").path("code").asString()).isEqualTo(code);
        assertThat(run.path("failure").path("message").asString())
                .matches("[A-Z].*[.]")
                .doesNotContain("not the password", "Exception");
        assertThat(run.path("failure").path("remedy").asString()).matches("[A-Z].*[.]");
        List<Listener.Heard> heard = listener.await(plan, 2);
        assertThat(heard).extracting(Listener.Heard::type).containsExactly("BackupStarted", "BackupFailed");
        assertThat(((BackupFailed) heard.getLast().event()).getFailure().getCode())
                .isEqualTo(code);
        assertThat(files(installation.copies, id)).isEmpty();
    }

    @Test
    void cancelsARunThatWaitsForALock() throws Exception {
        try (Lock lock = new Lock(installation.shop)) {
            String id = operator.startRun(installation.planId).json().path("id").asString();
            awaitRunning(id);
            Caller.Answer second = operator.startRun(installation.planId);
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.code()).isEqualTo("plan-already-running");
            assertThat(new Caller(port, "viewer")
                            .post("/api/v1/runs/" + id + "/cancel")
                            .status())
                    .isEqualTo(403);

            assertThat(operator.post("/api/v1/runs/" + id + "/cancel").status()).isEqualTo(202);

            JsonNode run = operator.awaitOver(id);
            assertThat(run.path("state").asString()).isEqualTo("cancelled");
            assertThat(run.path("failure").path("message").asString())
                    .isEqualTo("Cancelled by ada; nothing of it is kept.");
            assertThat(files(installation.copies, id)).isEmpty();
            assertThat(files(installation.bucket.folder(), id)).isEmpty();
            Caller.Answer again = operator.post("/api/v1/runs/" + id + "/cancel");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.code()).isEqualTo("run-already-finished");
            assertThat(operator.get("/api/v1/runs/" + id + "/manifest").code()).isEqualTo("no-manifest");
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void failsInWordsWhenPgDumpIsKilled() {
        // Slow enough to be met alive.
        cable.limit(100_000);
        String id = operator.startRun("killed").json().path("id").asString();
        ProcessHandle dump = Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(BackupServiceIT::pgDump, Optional::isPresent)
                .orElseThrow();

        dump.destroyForcibly();
        cable.limit(0);

        JsonNode run = operator.awaitOver(id);
        assertThat(run.path("state").asString()).isEqualTo("failed");
        assertThat(run.path("failure").path("code").asString()).isEqualTo("dump-killed");
        assertThat(files(installation.copies, id)).isEmpty();
        assertThat(files(installation.bucket.folder(), id)).isEmpty();
        assertThat(listener.await("killed", 2))
                .extracting(Listener.Heard::type)
                .containsExactly("BackupStarted", "BackupFailed");
    }

    private static Optional<ProcessHandle> pgDump() {
        return ProcessHandle.current()
                .descendants()
                // Not one that is only asked for its version.
                .filter(process -> process.info().commandLine().orElse("").contains("pg_dump --format=custom"))
                .findAny();
    }

    @Test
    void startsOnceForOneIdempotencyKey() {
        String key = UUID.randomUUID().toString();
        String path = "/api/v1/plans/" + installation.planId + "/runs";
        Caller.Answer first = Awaitility.await()
                .until(() -> operator.post(path, "Idempotency-Key", key), answer -> answer.status() == 202);

        Caller.Answer again = operator.post(path, "Idempotency-Key", key);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        Caller.Answer other = operator.post("/api/v1/plans/locked/runs", "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        operator.awaitOver(first.json().path("id").asString());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/plans/nowhere,                 404, unknown-plan",
        "GET,  /api/v1/runs/nowhere,                  404, unknown-run",
        "GET,  /api/v1/runs/nowhere/events,           404, unknown-run",
        "GET,  /api/v1/runs/nowhere/manifest,         404, unknown-run",
        "POST, /api/v1/runs/nowhere/cancel,           404, unknown-run",
        "POST, /api/v1/plans/nowhere/runs,            404, unknown-plan",
        "POST, /api/v1/plans/off/runs,                409, plan-disabled",
        "GET,  /api/v1/runs?limit=201,                400, invalid-request",
        "GET,  /api/v1/runs?limit=many,               400, invalid-request",
        "GET,  /api/v1/runs?state=sleeping,           400, invalid-request",
        "GET,  /api/v1/runs?cursor=dGFtcGVyZWQ,       400, invalid-cursor",
        "GET,  /api/v1/nothing,                       404, not-found",
    })
    void answersBadInputInWords(String method, String path, int status, String code) {
        Caller.Answer answer = "GET".equals(method)
                ? operator.get(path)
                : operator.post(path, "Idempotency-Key", UUID.randomUUID().toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("detail").asString()).isNotBlank();
    }

    @Test
    void wantsAnIdempotencyKey() {
        assertThat(operator.post("/api/v1/plans/" + installation.planId + "/runs")
                        .code())
                .isEqualTo("idempotency-key-required");
    }

    @Test
    void refusesWrongTokensAndRoles() {
        String path = "/api/v1/plans/" + installation.planId + "/runs";
        String[] key = {"Idempotency-Key", "k"};
        Tokens tokens = Tokens.shared();
        for (String token : List.of(
                "",
                "x.y.z",
                tokens.expired("operator"),
                tokens.forged("operator"),
                tokens.forAnotherAudience("operator"))) {
            try (Caller stranger = Caller.withToken(port, token)) {
                assertThat(stranger.post(path, key).status()).isEqualTo(401);
                assertThat(stranger.get("/api/v1/runs").status()).isEqualTo(401);
            }
        }
        try (Caller viewer = new Caller(port, "viewer")) {
            assertThat(viewer.get("/api/v1/plans").status()).isEqualTo(200);
            assertThat(viewer.post(path, key).code()).isEqualTo("forbidden");
        }
    }

    @Test
    void pagesThroughRunsWithoutGapsOrRepetitions() {
        operator.awaitOver(operator.startRun("gone").json().path("id").asString());
        operator.awaitOver(operator.startRun("gone").json().path("id").asString());
        JsonNode first = operator.get("/api/v1/runs?planId=gone&limit=1").json();
        String cursor = first.path("nextCursor").asString();

        JsonNode second = operator.get("/api/v1/runs?planId=gone&limit=1&cursor=" + cursor)
                .json();

        assertThat(second.path("items").get(0).path("id").asString())
                .isLessThan(first.path("items").get(0).path("id").asString());
        assertThat(operator.get("/api/v1/runs?planId=refused&limit=1&cursor=" + cursor)
                        .code())
                .as("a cursor of another list")
                .isEqualTo("invalid-cursor");
    }

    @Test
    void showsPlansWithoutTheirSecrets() {
        Caller.Answer plans = operator.get("/api/v1/plans");

        assertThat(plans.status()).as(plans.body()).isEqualTo(200);
        assertThat(plans.json().path("items").size()).isEqualTo(7);
        JsonNode plan = operator.get("/api/v1/plans/" + installation.planId).json();
        assertThat(plan.path("source").path("database").asString()).isEqualTo(installation.shop.name());
        assertThat(plan.path("locations").get(0).path("kind").asString()).isEqualTo("s3");
        assertThat(plan.path("recipients").get(0).path("fingerprint").asString())
                .hasSize(40);
        assertThat(plans.body())
                .doesNotContain(
                        installation.shop.password(), installation.bucket.key().secret());
    }

    @Test
    void showsLocationsAndHealth() {
        JsonNode locations = Awaitility.await()
                .until(() -> operator.get("/api/v1/locations").json().path("items"), items -> items.valueStream()
                        .noneMatch(item -> "unknown".equals(item.path("state").asString())));
        assertThat(locations.valueStream().map(item -> item.path("id").asString()))
                .containsExactly("bucket", "folder");
        try (Caller nobody = Caller.withToken(port, "")) {
            assertThat(nobody.get("/actuator/health").status()).isEqualTo(200);
            assertThat(nobody.get("/actuator/health/readiness").status()).isEqualTo(200);
        }
    }

    private static void awaitRunning(String id) {
        Awaitility.await()
                .until(() -> "running".equals(operator.run(id).path("state").asString()));
    }

    /** Names of the objects that lie in a run's folder, however the store spells its path. */
    private static Set<String> files(Path root, String runId) {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(runId))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Somebody whose transaction keeps pg_dump waiting. */
    private static final class Lock implements AutoCloseable {

        private final Connection connection;

        Lock(PostgresDatabase database) throws Exception {
            connection = database.connect();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
            }
        }

        boolean isHeld() throws Exception {
            return connection.isValid(5);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
