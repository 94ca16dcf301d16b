package io.mooring.gateway;

import static io.mooring.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.issuer.Browser;
import io.mooring.issuer.TestIssuer;
import io.mooring.testkit.process.ServiceProcess;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A service as a process that is frozen and killed. */
class UpstreamFaultsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    static Path folder;

    private final Browser script = new Browser();

    @Test
    void tellsAFrozenServiceFromADeadOne() throws Exception {
        int port = TestIssuer.freePort();
        URI service = URI.create("http://127.0.0.1:" + port);
        try (ServiceProcess process = ServiceProcess.of(StubService.class)
                        .property("port", port)
                        .start(folder.resolve("service.log"))
                        .awaitHealthy(service.resolve("/actuator/health"));
                TestGateway gateway = TestGateway.start(
                        folder,
                        "--gateway.services.backup.address=" + service,
                        "--gateway.upstream.response-timeout=4s")) {
            String token = gateway.token("role:viewer");
            awaitState(gateway, token, "healthy");

            process.freeze();
            JsonNode frozen = awaitState(gateway, token, "unknown");
            assertThat(frozen.get("detail").asString()).isEqualTo("It did not answer within 500 ms.");
            expect(
                    script.send(gateway.bearing(token, "/api/v1/plans")),
                    504,
                    "service-too-slow",
                    "The backup service did not answer in time");
            process.resume();
            awaitState(gateway, token, "healthy");

            CompletableFuture<HttpResponse<String>> underWay =
                    CompletableFuture.supplyAsync(() -> script.send(gateway.bearing(token, "/api/v1/runs/slow")));
            await().atMost(PATIENCE).until(() -> process.output().contains("asked for slow"));
            process.kill9();
            expect(
                    underWay.get(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                    502,
                    "service-broke-off",
                    "The backup service broke off");
            JsonNode dead = awaitState(gateway, token, "down");
            assertThat(dead.get("detail").asString()).contains("takes no connections");
            expect(
                    script.send(gateway.bearing(token, "/api/v1/plans")),
                    503,
                    "service-unreachable",
                    "The backup service cannot be reached");
        }
    }

    private JsonNode awaitState(TestGateway gateway, String token, String state) {
        return await().atMost(PATIENCE).until(() -> backup(gateway, token), seen -> seen.get("state")
                .asString()
                .equals(state));
    }

    private JsonNode backup(TestGateway gateway, String token) {
        return json(script.send(gateway.bearing(token, "/api/v1/system")))
                .valueStream()
                .filter(each -> each.get("service").asString().equals("backup"))
                .findFirst()
                .orElseThrow();
    }

    private static void expect(HttpResponse<String> answer, int status, String code, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        assertThat(json(answer).get("detail").asString()).startsWith(words);
    }
}
