package io.mooring.backup;

import static io.mooring.backup.RestoreInstallation.awaitOver;
import static io.mooring.backup.RestoreInstallation.databases;
import static io.mooring.backup.RestoreInstallation.freshName;
import static io.mooring.backup.RestoreInstallation.leftInWork;
import static io.mooring.backup.RestoreInstallation.one;
import static io.mooring.backup.RestoreInstallation.order;
import static io.mooring.backup.RestoreInstallation.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Secret;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.shop.DemoShop;
import io.mooring.embedded.shop.ShopSize;
import io.mooring.events.backup.RestoreCompleted;
import io.mooring.events.common.Outcome;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.network.CutCable;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Restores through the whole service on real parts: asked over HTTP, made on a real server, heard on Kafka. */
class RestoreServiceIT {

    @TempDir
    static Path folder;

    private static Installation installation;
    private static CutCable bucket;
    private static ConfigurableApplicationContext service;
    private static Caller ada;
    private static Caller bob;
    private static Listener listener;
    private static String runId;
    private static long customers;

    @BeforeAll
    static void startsAndTakesABackup() {
        installation = RestoreInstallation.of(new Installation(folder, 6));
        bucket = CutCable.to("127.0.0.1", installation.bucket.endpoint().getPort());
        installation.bucketThrough(bucket);
        String[] arguments = installation.properties().entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        service = BackupApplication.application().run(arguments);
        int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        ada = new Caller(port, "operator", "approver");
        bob = Caller.withToken(port, Tokens.shared().tokenFor("bob", "approver"));
        listener = new Listener(Kafka.shared().bootstrapServers());
        customers = Installation.customers(installation.shop);
        runId = backup();
    }

    @AfterAll
    static void stops() {
        ada.close();
        bob.close();
        service.close();
        bucket.close();
        installation.close();
    }

    private static String backup() {
        JsonNode run = ada.awaitOver(
                ada.startRun(installation.planId).json().path("id").asString());
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("completed");
        return run.path("id").asString();
    }

    @Test
    void restoresIntoANewDatabaseAndTellsTheWorld() {
        String name = freshName();
        JsonNode plan = ada.postJson("/api/v1/restores/plan", order(runId, "new-database", name, ""))
                .json();
        assertThat(plan.path("problems")).as(plan.toString()).isEmpty();
        assertThat(plan.path("needsApproval").asBoolean()).isFalse();
        assertThat(plan.path("bytes").asLong()).isPositive();
        assertThat(plan.path("freeBytes").asLong()).isPositive();
        assertThat(plan.path("steps").valueStream().map(step -> step.path("name")
                        .asString()))
                .containsExactly("fetch", "load", "analyze", "compare", "switch");
        assertThat(databases(name)).isEmpty();

        Caller.Answer answer = request(ada, order(runId, "new-database", name, ""));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        String id = answer.json().path("id").asString();
        JsonNode restore = awaitOver(ada, id);

        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
        for (String meter :
                List.of("mooring_backup_restores_ended_total", "mooring_backup_restore_duration_seconds_sum")) {
            Meters.awaitShown(ada, meter, Map.of("plan", installation.planId, "state", "completed"));
        }
        assertThat(restore.path("remarks")).as(restore.toString()).hasSize(1);
        assertThat(restore.path("remarks").path(0).asString())
                .contains("Roles and tablespaces are not created by a restore")
                .contains(runId + "/globals.000001.sql.zst.pgp");
        assertThat(plan.path("remarks")).isEqualTo(restore.path("remarks"));
        assertThat(restore.path("progress").path("bytes").asLong())
                .isEqualTo(plan.path("bytes").asLong());
        assertThat(databases(name)).containsExactly(name);
        assertThat(Installation.customers(RestoreInstallation.database(name))).isEqualTo(customers);
        assertThat(one(name, "SELECT tableowner FROM pg_tables WHERE tablename = 'customers'"))
                .isEqualTo(installation.shop.user());
        assertThat(leftInWork(installation)).isEmpty();
        RestoreCompleted heard = heard(id);
        assertThat(heard.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(heard.getTargetName()).isEqualTo(name);
        assertThat(heard.getRestoredBytes()).isPositive();
        assertThat(ada.postJson("/api/v1/restores/plan", order(runId, "new-database", freshName(), ""))
                        .json()
                        .path("estimatedSeconds")
                        .asLong())
                .isPositive();
    }

    @Test
    void theDryRunNamesOwnersThatTheServerLacks() throws Exception {
        String owner = installation.shop.user();
        one("postgres", "ALTER ROLE " + owner + " RENAME TO away_" + owner);
        try {
            JsonNode plan = ada.postJson("/api/v1/restores/plan", order(runId, "new-database", freshName(), ""))
                    .json();

            assertThat(plan.path("problems")).as(plan.toString()).isEmpty();
            assertThat(plan.path("remarks").path(0).asString())
                    .contains("does not have these roles")
                    .contains(owner)
                    .contains("will belong to the restore user");
        } finally {
            one("postgres", "ALTER ROLE away_" + owner + " RENAME TO " + owner);
        }
    }

    @Test
    void streamsProgressUntilTheEnd() {
        String id = request(ada, order(runId, "new-database", freshName(), ""))
                .json()
                .path("id")
                .asString();

        String events = ada.get("/api/v1/restores/" + id + "/events").body();

        assertThat(events).contains("event:restore").contains("\"state\":\"completed\"");
    }

    @Test
    void replacesALiveDatabaseOnlyWhenAnotherPersonAgrees() throws Exception {
        PostgresDatabase live = liveShop();
        one(live.name(), "TRUNCATE customers CASCADE");
        one(live.name(), "CREATE TABLE since (id int)");
        one("postgres", "ALTER DATABASE " + live.name() + " SET work_mem = '7MB'");
        one("postgres", "GRANT CONNECT ON DATABASE " + live.name() + " TO pg_monitor");
        long wrong = Installation.customers(RestoreInstallation.database(live.name()));
        String id = request(ada, order(runId, "live-database", live.name(), ""))
                .json()
                .path("id")
                .asString();
        assertThat(RestoreInstallation.restore(ada, id).path("state").asString())
                .isEqualTo("awaiting-approval");

        assertThat(ada.post("/api/v1/restores/" + id + "/approve").code()).isEqualTo("own-request");
        assertThat(bob.post("/api/v1/restores/" + id + "/cancel").code()).isEqualTo("forbidden");
        try (Connection session = live.connect()) {
            Caller.Answer approved = bob.post("/api/v1/restores/" + id + "/approve");
            assertThat(approved.status()).as(approved.body()).isEqualTo(202);
            JsonNode restore = awaitOver(ada, id);
            assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
            assertThatThrownBy(() -> session.createStatement().execute("SELECT 1"))
                    .isInstanceOf(SQLException.class);
        }

        String keptAs =
                RestoreInstallation.restore(ada, id).path("previousKeptAs").asString();
        assertThat(keptAs).startsWith(live.name() + "__before_");
        assertThat(databases(live.name())).containsExactlyInAnyOrder(live.name(), keptAs);
        assertThat(Installation.customers(RestoreInstallation.database(live.name())))
                .isEqualTo(customers);
        assertThat(one(live.name(), "SHOW work_mem")).isEqualTo("7MB");
        assertThat(one("postgres", "SELECT datacl::text FROM pg_database WHERE datname = '" + live.name() + "'"))
                .contains("pg_monitor=c");
        assertThat(one(
                        "postgres",
                        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = '" + live.name() + "'"))
                .isEqualTo(live.user());
        RestoreCompleted heard = heard(id);
        assertThat(heard.getApprovedBy()).contains("bob");
        assertThat(heard.getPreviousKeptAs()).contains(keptAs);

        assertThat(ada.post("/api/v1/restores/" + id + "/undo").status()).isEqualTo(202);
        JsonNode undone = awaitOver(ada, id);
        assertThat(undone.path("state").asString()).as(undone.toString()).isEqualTo("undone");
        assertThat(Installation.customers(RestoreInstallation.database(live.name())))
                .isEqualTo(wrong);
        assertThat(one(live.name(), "SELECT count(*) FROM since")).isEqualTo("0");
        assertThat(databases(live.name())).hasSize(2).anyMatch(name -> name.contains("__undone_"));
        assertThat(ada.post("/api/v1/restores/" + id + "/confirm").code()).isEqualTo("restore-wrong-state");
    }

    @Test
    void dropsTheReplacedDatabaseWhenSomebodyConfirms() {
        PostgresDatabase live = liveShop();
        String id = request(ada, order(runId, "live-database", live.name(), ""))
                .json()
                .path("id")
                .asString();
        bob.post("/api/v1/restores/" + id + "/approve");
        assertThat(awaitOver(ada, id).path("awaitsConfirmation").asBoolean()).isTrue();

        assertThat(ada.post("/api/v1/restores/" + id + "/confirm").status()).isEqualTo(202);

        JsonNode confirmed = awaitOver(ada, id);
        assertThat(confirmed.path("state").asString()).isEqualTo("completed");
        assertThat(confirmed.path("previousKeptAs").isNull()).isTrue();
        assertThat(databases(live.name())).containsExactly(live.name());
        assertThat(ada.post("/api/v1/restores/" + id + "/undo").code()).isEqualTo("restore-wrong-state");
    }

    @Test
    void nothingHappensWhenItIsRefused() {
        PostgresDatabase live = liveShop();
        String id = request(ada, order(runId, "live-database", live.name(), ""))
                .json()
                .path("id")
                .asString();

        assertThat(ada.post("/api/v1/restores/" + id + "/refuse").code()).isEqualTo("own-request");
        JsonNode refused = bob.post("/api/v1/restores/" + id + "/refuse").json();

        assertThat(refused.path("state").asString()).isEqualTo("refused");
        assertThat(refused.path("decidedBy").asString()).isEqualTo("bob");
        assertThat(bob.post("/api/v1/restores/" + id + "/approve").code()).isEqualTo("restore-wrong-state");
        assertThat(databases(live.name())).containsExactly(live.name());
    }

    @Test
    void restoresOneTableIntoANewDatabase() {
        String name = freshName();
        String id = request(ada, order(runId, "new-database", name, ",\"tables\":[\"public.customers\"]"))
                .json()
                .path("id")
                .asString();

        JsonNode restore = awaitOver(ada, id);

        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
        assertThat(Installation.customers(RestoreInstallation.database(name))).isEqualTo(customers);
        assertThat(one(name, "SELECT count(*) FROM orders")).isEqualTo("0");
        assertThat(restore.path("remarks").toString()).contains("Only the chosen tables have rows");
    }

    @Test
    void putsATableBesideTheOneInUseAndTakesItAwayAgain() throws Exception {
        PostgresDatabase live = liveShop();
        one(live.name(), "DELETE FROM customers WHERE id NOT IN (SELECT customer_id FROM orders) AND id % 2 = 0");
        one(live.name(), "UPDATE customers SET name = 'since'");
        long left = Installation.customers(RestoreInstallation.database(live.name()));
        String order = order(runId, "live-database", live.name(), ",\"tables\":[\"public.customers\"]");
        JsonNode plan = ada.postJson("/api/v1/restores/plan", order).json();
        assertThat(plan.path("problems")).as(plan.toString()).isEmpty();
        assertThat(plan.path("needsApproval").asBoolean()).isTrue();
        String id = request(ada, order).json().path("id").asString();
        assertThat(ada.post("/api/v1/restores/" + id + "/approve").code()).isEqualTo("own-request");

        try (Connection session = live.connect()) {
            bob.post("/api/v1/restores/" + id + "/approve");
            JsonNode restore = awaitOver(ada, id);

            assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
            assertThat(session.isValid(5)).isTrue();
            String schema = restore.path("schema").asString();
            assertThat(schema).startsWith("restored_");
            assertThat(plan.path("steps").toString()).contains("the new schema " + schema + " of " + live.name());
            assertThat(one(live.name(), "SELECT count(*) FROM " + schema + ".customers"))
                    .isEqualTo(Long.toString(customers));
            assertThat(one(live.name(), "SELECT string_agg(DISTINCT name, ',') FROM customers"))
                    .isEqualTo("since");
            assertThat(databases(live.name())).containsExactly(live.name());
            assertThat(leftInWork(installation)).isEmpty();
            assertThat(heard(id).getTables()).containsExactly("public.customers");

            one(live.name(), statement(restore));
            assertThat(Installation.customers(RestoreInstallation.database(live.name())))
                    .isEqualTo(customers)
                    .isNotEqualTo(left);

            one(live.name(), "CREATE VIEW guest AS SELECT id FROM " + schema + ".customers");
            assertThat(ada.post("/api/v1/restores/" + id + "/undo").status()).isEqualTo(202);
            JsonNode kept = awaitOver(ada, id);
            assertThat(kept.path("state").asString()).isEqualTo("completed");
            assertThat(kept.path("awaitsConfirmation").asBoolean()).isTrue();
            assertThat(kept.path("remarks").toString())
                    .contains("could not be done")
                    .contains("view guest");

            one(live.name(), "DROP VIEW guest");
            assertThat(ada.post("/api/v1/restores/" + id + "/undo").status()).isEqualTo(202);
            JsonNode undone = awaitOver(ada, id);
            assertThat(undone.path("state").asString()).as(undone.toString()).isEqualTo("undone");
            assertThat(undone.path("remarks").toString()).contains("The schema " + schema + " was dropped, by ada");
            assertThat(restoredSchemas(live)).isEqualTo("0");
            assertThat(Installation.customers(RestoreInstallation.database(live.name())))
                    .isEqualTo(customers);
        }
    }

    @Test
    void leavesTheSchemaToItsOwnerWhenSomebodyConfirmsAndNamesTheNextOneAnew() {
        PostgresDatabase live = liveShop();
        String first = besideLive(live, "public.customers").path("id").asString();
        String schema = RestoreInstallation.restore(ada, first).path("schema").asString();

        assertThat(ada.post("/api/v1/restores/" + first + "/confirm").status()).isEqualTo(202);
        JsonNode confirmed = awaitOver(ada, first);
        assertThat(confirmed.path("awaitsConfirmation").asBoolean()).isFalse();
        assertThat(confirmed.path("schema").isNull()).isTrue();
        assertThat(ada.post("/api/v1/restores/" + first + "/undo").code()).isEqualTo("restore-wrong-state");

        JsonNode second = besideLive(live, "public.orders");
        assertThat(second.path("schema").asString()).isEqualTo(schema + "_2");
        assertThat(restoredSchemas(live)).isEqualTo("2");
    }

    @Test
    void aTableWhoseTypesTheLiveDatabaseLacksIsRefusedInWords() throws Exception {
        one(
                installation.shop.name(),
                "SET SESSION AUTHORIZATION " + installation.shop.user()
                        + "; CREATE TYPE odd AS ENUM ('a'); CREATE TABLE odd_one (id int, v odd)");
        String run = backup();
        one(installation.shop.name(), "DROP TABLE odd_one; DROP TYPE odd");
        PostgresDatabase live = liveShop();
        String id = request(ada, order(run, "live-database", live.name(), ",\"tables\":[\"public.odd_one\"]"))
                .json()
                .path("id")
                .asString();
        bob.post("/api/v1/restores/" + id + "/approve");

        JsonNode restore = awaitOver(ada, id);

        assertThat(restore.path("failure").path("code").asString())
                .as(restore.toString())
                .isEqualTo("definition-missing");
        assertThat(restore.path("failure").path("message").asString()).contains("type public.odd");
        assertThat(databases(live.name())).containsExactly(live.name());
        assertThat(restoredSchemas(live)).isEqualTo("0");
        assertThat(leftInWork(installation)).isEmpty();
    }

    /** Stopped in the middle of the one transaction that brings them: as if the server took long. */
    @Test
    void tablesThatAreCancelledOnTheirWayIntoTheLiveDatabaseAreNotThere() throws Exception {
        PostgresDatabase live = liveShop();
        try (Connection holding = RestoreInstallation.database(live.name()).connect()) {
            RestoreInstallation.holdSchemas(holding);
            String id = request(ada, order(runId, "live-database", live.name(), ",\"tables\":[\"public.customers\"]"))
                    .json()
                    .path("id")
                    .asString();
            bob.post("/api/v1/restores/" + id + "/approve");
            Awaitility.await().until(() -> RestoreInstallation.bringing(live.name()) == 1);

            assertThat(ada.post("/api/v1/restores/" + id + "/cancel").status()).isEqualTo(202);
            JsonNode restore = awaitOver(ada, id);

            assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("cancelled");
            assertThat(RestoreInstallation.bringing(live.name())).isZero();
        }
        assertThat(restoredSchemas(live)).isEqualTo("0");
        assertThat(databases(live.name())).containsExactly(live.name());
        assertThat(leftInWork(installation)).isEmpty();
    }

    private static JsonNode besideLive(PostgresDatabase live, String table) {
        String id = request(ada, order(runId, "live-database", live.name(), ",\"tables\":[\"" + table + "\"]"))
                .json()
                .path("id")
                .asString();
        bob.post("/api/v1/restores/" + id + "/approve");
        JsonNode restore = awaitOver(ada, id);
        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
        return restore;
    }

    /** The SQL that the result prints. */
    private static String statement(JsonNode restore) {
        return restore.path("remarks")
                .valueStream()
                .map(JsonNode::asString)
                .filter(remark -> remark.contains("`INSERT INTO"))
                .map(remark -> remark.replaceFirst("(?s).*`(.*)`.*", "$1"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(restore.toString()));
    }

    private static String restoredSchemas(PostgresDatabase live) {
        return one(live.name(), "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'restor%'");
    }

    @Test
    void aDamagedObjectIsNamedAndNothingIsLeft() throws Exception {
        String damaged = backup();
        Path chunk = damage(damaged);
        String name = freshName();
        String id = request(ada, order(damaged, "new-database", name, ",\"locationId\":\"folder\""))
                .json()
                .path("id")
                .asString();

        JsonNode restore = awaitOver(ada, id);

        assertThat(restore.path("state").asString()).isEqualTo("failed");
        assertThat(restore.path("failure").path("code").asString()).isEqualTo("object-altered");
        assertThat(restore.path("failure").path("message").asString())
                .contains(damaged + "/" + chunk.getFileName())
                .contains("folder");
        assertThat(restore.path("failure").path("remedy").asString()).contains("another location");
        assertThat(databases(name)).isEmpty();
        assertThat(leftInWork(installation)).isEmpty();
        assertThat(heard(id).getFailure().orElseThrow().getCode()).isEqualTo("object-altered");
    }

    /** As if a row had been lost on the way: the manifest, signed as it should be, tells of another content. */
    @Test
    void aDatabaseThatIsNotWhatWasBackedUpNeverGetsTheName() throws Exception {
        String other = backup();
        Path manifest =
                installation.copies.resolve(installation.planId).resolve(other).resolve("manifest.json");
        String said = Files.readString(manifest)
                .replaceFirst(
                        "(\"name\" : \"customers\",\\s+\"kind\" : \"table\",\\s+\"rows\" : \\d+,\\s+\"hash\" : \")[0-9a-f]{8}",
                        "$1deadbeef");
        assertThat(said).contains("deadbeef");
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        Files.write(manifest, bytes);
        Files.write(
                manifest.resolveSibling("manifest.json.sig"),
                ManifestSigner.read(
                                installation.gpg.secretKey("Mooring <mooring@example.org>"),
                                Secret.of(""),
                                Instant.now())
                        .sign(bytes, Instant.now()));
        PostgresDatabase live = liveShop();
        long before = Installation.customers(live);
        String id = request(ada, order(other, "live-database", live.name(), ",\"locationId\":\"folder\""))
                .json()
                .path("id")
                .asString();
        bob.post("/api/v1/restores/" + id + "/approve");

        JsonNode restore = awaitOver(ada, id);

        assertThat(restore.path("failure").path("code").asString())
                .as(restore.toString())
                .isEqualTo("content-differs");
        assertThat(restore.path("failure").path("message").asString()).contains("public.customers");
        assertThat(databases(live.name())).containsExactly(live.name());
        assertThat(Installation.customers(live)).isEqualTo(before);
    }

    @Test
    void theDryRunFindsWhatStandsAgainstIt() throws Exception {
        String damaged = backup();
        Path chunk = damage(damaged);
        Files.delete(chunk);
        String taken = installation.shop.name();

        JsonNode plan = ada.postJson(
                        "/api/v1/restores/plan", order(damaged, "new-database", taken, ",\"locationId\":\"folder\""))
                .json();

        assertThat(plan.path("problems").valueStream().map(problem -> problem.path("code")
                        .asString()))
                .contains("database-exists", "object-missing");
        assertThat(plan.path("problems").toString())
                .contains(chunk.getFileName().toString());
    }

    @Test
    void stopsWhenItIsCancelledAndLeavesNothing() {
        String name = freshName();
        bucket.limit(50_000);
        try {
            String id = request(ada, order(runId, "new-database", name, ",\"locationId\":\"bucket\""))
                    .json()
                    .path("id")
                    .asString();
            Awaitility.await().until(() -> "fetching"
                    .equals(RestoreInstallation.restore(ada, id).path("phase").asString()));

            assertThat(ada.post("/api/v1/restores/" + id + "/cancel").status()).isEqualTo(202);
            bucket.limit(0);

            JsonNode restore = awaitOver(ada, id);
            assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("cancelled");
            assertThat(restore.path("failure").path("message").asString()).contains("Cancelled by ada");
            assertThat(databases(name)).isEmpty();
            assertThat(leftInWork(installation)).isEmpty();
            assertThat(ada.post("/api/v1/restores/" + id + "/cancel").code()).isEqualTo("restore-wrong-state");
        } finally {
            bucket.limit(0);
        }
    }

    @Test
    void asksOnceForOneIdempotencyKey() {
        String key = UUID.randomUUID().toString();
        String order = order(runId, "new-database", freshName(), "");
        Caller.Answer first = ada.postJson("/api/v1/restores", order, "Idempotency-Key", key);

        Caller.Answer again = ada.postJson("/api/v1/restores", order, "Idempotency-Key", key);

        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        awaitOver(ada, first.json().path("id").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nowhere | new-database  | fresh_one | ''                            | 404 | unknown-run",
                "RUN     | old-database  | fresh_one | ''                            | 400 | invalid-request",
                "RUN     | new-database  | ''        | ''                            | 400 | invalid-request",
                "RUN     | new-database  | a'b       | ''                            | 400 | invalid-request",
                "RUN     | new-database  | fresh_one | ,\"tables\":[\"customers\"]     | 400 | invalid-request",
                "RUN     | new-database  | fresh_one | ,\"tables\":[\"public.nothing\"]| 422 | restore-not-possible",
                "RUN     | new-database  | postgres  | ''                            | 409 | restore-target-taken",
                "RUN     | live-database | postgres  | ,\"tables\":[\"public.customers\",\"other.customers\"]| 422 | restore-not-possible",
                "RUN     | live-database | missing_x | ,\"tables\":[\"public.customers\"]| 409 | restore-target-missing",
                "RUN     | live-database | missing_x | ''                            | 409 | restore-target-missing",
                "RUN     | live-database | postgres  | ''                            | 422 | restore-not-possible",
                "RUN     | folder        | /etc      | ''                            | 422 | restore-not-possible",
            })
    void answersBadOrdersInWords(String run, String kind, String name, String more, int status, String code) {
        String order = order("RUN".equals(run) ? runId : run, kind, name, more);

        Caller.Answer answer = request(ada, order);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("detail").asString()).isNotBlank();
    }

    @Test
    void wantsRolesAndKnownIds() {
        assertThat(bob.postJson("/api/v1/restores", order(runId, "new-database", "x", ""), "Idempotency-Key", "k")
                        .code())
                .isEqualTo("forbidden");
        assertThat(ada.get("/api/v1/restores/nothing").code()).isEqualTo("unknown-restore");
        assertThat(ada.post("/api/v1/restores/nothing/cancel").code()).isEqualTo("unknown-restore");
        assertThat(ada.get("/api/v1/restores?state=odd").code()).isEqualTo("invalid-request");
        assertThat(ada.get("/api/v1/restores?planId=" + installation.planId + "&limit=1")
                        .json()
                        .path("items")
                        .size())
                .isLessThanOrEqualTo(1);
    }

    /** A database in use that was once the shop. */
    private static PostgresDatabase liveShop() {
        PostgresDatabase live = Postgres.shared().freshDatabase("live");
        DemoShop.fill(live, new ShopSize(1, 7));
        return live;
    }

    private static Path damage(String run) throws IOException {
        Path chunk =
                installation.copies.resolve(installation.planId).resolve(run).resolve("data.000002.zst.pgp");
        byte[] bytes = Files.readAllBytes(chunk);
        bytes[bytes.length / 2] ^= 1;
        Files.write(chunk, bytes);
        return chunk;
    }

    private static RestoreCompleted heard(String id) {
        List<RestoreCompleted> heard = Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(20))
                .until(
                        () -> listener.all(installation.planId).stream()
                                .map(Listener.Heard::event)
                                .filter(RestoreCompleted.class::isInstance)
                                .map(RestoreCompleted.class::cast)
                                .filter(event -> event.getRestoreId().equals(id))
                                .toList(),
                        events -> !events.isEmpty());
        assertThat(heard).hasSize(1);
        return heard.getFirst();
    }
}
