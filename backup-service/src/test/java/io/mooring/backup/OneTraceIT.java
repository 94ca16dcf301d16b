package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.process.FreePorts;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.process.JsonLog;
import io.mooring.testkit.process.ServiceProcess;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One trace and one correlation id from the request over the queue, the run and the outbox to Kafka and to the log. */
class OneTraceIT {

    private static final String SCHEDULED = "nightly";

    @TempDir
    static Path folder;

    private static Installation installation;
    private static ServiceProcess service;
    private static int port;
    private static Caller operator;

    @BeforeAll
    static void starts() {
        installation = new Installation(folder, 1).alsoPlan(1, SCHEDULED, Map.of("schedule.cron", "0 3 1 1 *"));
        port = FreePorts.next();
        start();
        operator = new Caller(port, "operator");
    }

    private static void start() {
        ServiceProcess.Builder builder = ServiceProcess.of(BackupApplication.class);
        installation.properties().forEach(builder::property);
        service = builder.property("server.port", port)
                .property(JsonLog.PROPERTY, JsonLog.CONFIGURATION)
                .start(folder.resolve("backup-service.log"))
                .awaitHealthy(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"));
    }

    @AfterAll
    static void stops() {
        operator.close();
        service.close();
        installation.close();
    }

    @Test
    void goesOnWithTheCallersTrace() {
        String trace = newTrace();

        String id = backup("traceparent", "00-" + trace + "-00f067aa0ba902b7-01", "X-Correlation-Id", "asked-1");

        assertThat(tracesOfEvents(installation.planId, id)).containsOnly(trace);
        assertThat(linesAbout(id)).extracting(JsonLog.Line::traceId).containsOnly(trace);
        assertThat(linesAbout(id)).extracting(JsonLog.Line::correlationId).containsOnly("asked-1");
    }

    @Test
    void beginsOneTraceWhereTheCallerHasNone() {
        String id = backup();

        Set<String> traces = tracesOfEvents(installation.planId, id);

        assertThat(traces).singleElement().asString().matches("[0-9a-f]{32}");
        assertThat(linesAbout(id)).extracting(JsonLog.Line::traceId).hasSameElementsAs(traces);
    }

    @Test
    void takesNoMalformedTrace() throws SQLException {
        String trace = newTrace();

        String id = backup("traceparent", "00-" + trace + "-0000000000000000-01");

        assertThat(tracesOfEvents(installation.planId, id)).hasSize(1).doesNotContain(trace, "");
        assertThat(storedTraceparent(id))
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain(trace);
    }

    @Test
    void beginsATraceForEachScheduledRun() throws SQLException {
        Set<String> first = tracesOfDueRun();
        Set<String> second = tracesOfDueRun();

        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1).doesNotContainAnyElementsOf(first);
    }

    @Test
    void goesOnAfterAKillWithTheTraceOfTheRunThatItFails() throws Exception {
        String trace = newTrace();
        String id;
        try (Connection shop = installation.shop.connect();
                Statement lock = shop.createStatement()) {
            shop.setAutoCommit(false);
            lock.execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");
            id = started("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
            Awaitility.await()
                    .until(() -> "running".equals(operator.run(id).path("state").asString()));
            service.kill9();
        }
        start();

        JsonNode run = operator.awaitOver(id);

        assertThat(run.path("state").asString()).isEqualTo("failed");
        assertThat(tracesOfEvents(installation.planId, id)).containsOnly(trace);
        assertThat(linesAbout(id))
                .extracting(JsonLog.Line::message)
                .anyMatch(message -> message.contains("has lost its owner"));
        assertThat(linesAbout(id))
                .allSatisfy(
                        line -> assertThat(line.traceId()).as(line.message()).isEqualTo(trace));
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String backup(String... headers) {
        String id = started(headers);
        assertThat(operator.awaitOver(id).path("state").asString()).isEqualTo("completed");
        return id;
    }

    private static String started(String... headers) {
        String[] all = Stream.concat(
                        Stream.of("Idempotency-Key", UUID.randomUUID().toString()), Stream.of(headers))
                .toArray(String[]::new);
        Caller.Answer answer = operator.post("/api/v1/plans/" + installation.planId + "/runs", all);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    /** Of the run's two events. */
    private static Set<String> tracesOfEvents(String plan, String id) {
        Listener listener = new Listener(Kafka.shared().bootstrapServers());
        return Awaitility.await()
                .until(
                        () -> listener.all(plan).stream()
                                .filter(event -> event.runId().equals(id))
                                .toList(),
                        events -> events.size() == 2)
                .stream()
                .map(event -> event.headers().getOrDefault("traceparent", ""))
                .map(traceparent -> traceparent.isEmpty() ? "" : traceparent.split("-")[1])
                .collect(Collectors.toSet());
    }

    /** All that name the run, one at least, once its end is written. */
    private static List<JsonLog.Line> linesAbout(String id) {
        return Awaitility.await()
                .until(
                        () -> JsonLog.of(service.output()).stream()
                                .filter(line -> line.message().contains(id))
                                .toList(),
                        lines -> lines.stream().anyMatch(line -> line.message().contains(" is ")));
    }

    private static Set<String> tracesOfDueRun() throws SQLException {
        String before = newestRun();
        try (Connection own = installation.own.connect();
                Statement statement = own.createStatement()) {
            statement.execute("UPDATE backup_plan SET next_due_at = now() WHERE id = '" + SCHEDULED + "'");
        }
        String id = Awaitility.await().until(OneTraceIT::newestRun, newest -> !newest.equals(before));
        assertThat(operator.awaitOver(id).path("state").asString()).isEqualTo("completed");
        return tracesOfEvents(SCHEDULED, id);
    }

    private static String newestRun() {
        return operator.get("/api/v1/plans/" + SCHEDULED)
                .json()
                .path("lastRun")
                .path("id")
                .asString("");
    }

    private static String storedTraceparent(String id) throws SQLException {
        try (Connection own = installation.own.connect();
                Statement statement = own.createStatement();
                var rows = statement.executeQuery("SELECT traceparent FROM backup_run WHERE id = '" + id + "'")) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
