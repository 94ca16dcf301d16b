package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** A server that is lost, with a base backup, WAL of some seconds' replay, and rows on both sides of a time; and where it is restored. */
final class ClusterInstallation implements AutoCloseable {

    private static final List<String> TESTED = List.of("passed", "failed", "inconclusive", "cancelled");

    final WalInstallation source;
    final Path restored;
    final Path throwaway;
    private String run = "";
    private String between = "";

    ClusterInstallation(Path folder) throws Exception {
        source = new WalInstallation(folder);
        restored = RecoveredByBoth.allow(source);
        throwaway = Files.createDirectory(folder.resolve("throwaway"));
        source.base
                .set("backup.runs.lease", "4s")
                .set("backup.verification.folder", throwaway.toString())
                .set("backup.verification.spare-space", "10MB");
    }

    /** Fills it, and loses it. */
    void fill(Caller operator, int megabytes) throws Exception {
        run = source.protect(operator).path("id").asString();
        source.sql("CREATE INDEX ON canary (name)", "CREATE TABLE ballast (a text)", "CREATE INDEX ON ballast (a)");
        source.load(megabytes);
        source.sql("INSERT INTO canary VALUES ('before')");
        between =
                source.ask("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
        source.sql("INSERT INTO canary VALUES ('after')");
        source.awaitShipped(operator);
        source.awaitRecoverableTo(operator, between);
        source.server.kill();
    }

    String begin(Caller operator, Path target) {
        Caller.Answer answer = RestoreInstallation.request(
                operator,
                RestoreInstallation.order(run, "new-cluster", target.toString(), ",\"toTime\":\"" + between + "\""));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    String beginTest(Caller operator) {
        Caller.Answer answer = operator.postJson(
                "/api/v1/runs/" + run + "/verifications",
                "{\"kind\":\"restore-test\"}",
                UUID.randomUUID().toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    static JsonNode awaitTested(Caller operator, String id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(180))
                .ignoreExceptions()
                .until(
                        () -> operator.get("/api/v1/verifications/" + id).json(),
                        now -> TESTED.contains(now.path("state").asString()));
    }

    Path fresh() {
        return restored.resolve(RestoreInstallation.freshName());
    }

    /** It is a whole server, recovered to that time. */
    void requireWhole(Path target) throws Exception {
        try (RestoredCluster cluster = RestoredCluster.over(target, source.server.programs(), source.admin())) {
            assertThat(cluster.awaitRecovered().strings("SELECT name FROM canary ORDER BY name"))
                    .containsExactly("before");
        }
    }

    /** No folder under a working name, and no server. */
    void awaitNothingLeft() {
        Awaitility.await().untilAsserted(() -> {
            assertThat(ServersBelow.of(restored)).isEmpty();
            assertThat(ServersBelow.of(throwaway)).isEmpty();
            assertThat(names(restored)).noneMatch(name -> name.contains("mooring-restoring"));
            assertThat(names(throwaway)).isEmpty();
        });
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
