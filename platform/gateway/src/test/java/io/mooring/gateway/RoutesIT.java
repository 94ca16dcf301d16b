package io.mooring.gateway;

import static io.mooring.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.issuer.Browser;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What goes to which service, and what a caller hears when that service does not answer. */
class RoutesIT {

    @TempDir
    static Path folder;

    private static TestGateway gateway;

    private final Browser stranger = new Browser();

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void bringsWhatOperatorsAskOfEveryServiceToTheOneTheyName() {
        String token = gateway.token("role:operator");
        JsonNode listed = json(stranger.send(gateway.bearing(
                token, "/api/v1/services/backup/dead-letters?topic=mooring.backup.runs&group=a%20b&limit=1")));
        assertThat(listed.get("uri").asString())
                .isEqualTo("/api/v1/dead-letters?topic=mooring.backup.runs&group=a%20b&limit=1");
        assertThat(listed.get("headers").get("authorization").asString()).isEqualTo("Bearer " + token);
        JsonNode retried = json(stranger.send(gateway.bearing(token, "/api/v1/services/backup/outbox-problems/7/retry")
                .POST(BodyPublishers.noBody())));
        assertThat(retried.get("method").asString()).isEqualTo("POST");
        assertThat(retried.get("uri").asString()).isEqualTo("/api/v1/outbox-problems/7/retry");

        HttpResponse<String> down =
                stranger.send(gateway.bearing(token, "/api/v1/services/notifier/dead-letters/sources"));
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(json(down).get("detail").asString()).startsWith("The notifier service cannot be reached");
    }

    @Test
    void bringsAllThatIsAskedOfBackupsToTheirService() {
        String token = gateway.token("role:operator");
        for (String path : List.of(
                "/api/v1/locations",
                "/api/v1/plans/shop/retention",
                "/api/v1/plans/shop/recovery",
                "/api/v1/runs/r-1/verifications",
                "/api/v1/verifications?planId=shop",
                "/api/v1/verifications/v-1/report",
                "/api/v1/restores?state=running",
                "/api/v1/restores/plan",
                "/api/v1/purges",
                "/api/v1/purges/plan",
                "/api/v1/drills",
                "/api/v1/drills/scenarios",
                "/api/v1/drills/d-1/report",
                "/api/v1/overdue")) {
            JsonNode received = json(stranger.send(gateway.bearing(token, path)));
            assertThat(received.path("uri").asString()).as(received.toString()).isEqualTo(path);
        }
        JsonNode held = json(stranger.send(gateway.bearing(token, "/api/v1/runs/r-1/hold")
                .PUT(BodyPublishers.ofString("{\"reason\":\"audit\"}"))));
        assertThat(held.path("method").asString()).isEqualTo("PUT");
        JsonNode released = json(
                stranger.send(gateway.bearing(token, "/api/v1/runs/r-1/hold").DELETE()));
        assertThat(released.path("method").asString()).isEqualTo("DELETE");
    }

    @Test
    void letsWhoProvesItselfToAServicePostThereWithoutAnAccount() {
        String moreThanElsewhere = "a".repeat(100_000);
        for (String path :
                List.of("/api/v1/hooks/slack", "/api/v1/hooks/pagerduty/night", "/api/v1/inputs/prod/events")) {
            HttpResponse<String> posted = stranger.send(gateway.api(path)
                    .header("Authorization", "Bearer of-its-own")
                    .POST(BodyPublishers.ofString(moreThanElsewhere)));
            assertThat(json(posted).get("detail").asString())
                    .as(path)
                    .startsWith("The notifier service cannot be reached");
            assertThat(stranger.send(gateway.api(path)).statusCode())
                    .as("GET " + path)
                    .isEqualTo(401);
        }
        assertThat(stranger.send(gateway.api("/api/v1/deliveries/d/retry").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isIn(401, 403);
    }

    @Test
    void bringsNothingElseToAServiceByItsName() {
        String token = gateway.token("role:operator");
        for (String path : List.of(
                "/api/v1/services/backup/plans",
                "/api/v1/services/nobody/dead-letters",
                "/api/v1/dead-letters",
                "/api/v1/services/backup/dead-lettersX",
                "/api/v1/services/backup/dead-letters/..%2f..%2f..%2factuator%2fenv",
                "/api/v1/nothing-here")) {
            HttpResponse<String> answer = stranger.send(gateway.bearing(token, path));
            assertThat(answer.statusCode()).as(path + answer.body()).isIn(400, 404);
            if (answer.statusCode() == 404) {
                assertThat(json(answer).get("code").asString()).isEqualTo("not-found");
                assertThat(json(answer).get("detail").asString())
                        .contains("No service answers")
                        .contains(path);
            }
        }
    }

    @Test
    void describesTheServicesWithThePathsThatTheyHaveHere() {
        String token = gateway.token("role:viewer");
        JsonNode list = json(stranger.send(gateway.bearing(token, "/v3/api-docs")));
        assertThat(list.get("urls").get(0).get("url").asString()).isEqualTo("/v3/api-docs/backup");
        JsonNode api = json(stranger.send(gateway.bearing(token, "/v3/api-docs/backup")));
        assertThat(api.get("openapi").asString()).isEqualTo("3.1.0");
        assertThat(api.get("paths").propertyNames())
                .containsExactly("/api/v1/plans", "/api/v1/services/backup/dead-letters/{topic}");
        assertThat(api.get("servers").get(0).get("url").asString()).isEqualTo(gateway.url.toString());
        assertThat(stranger.send(gateway.api("/v3/api-docs")).statusCode()).isEqualTo(401);
        assertThat(stranger.send(gateway.bearing(token, "/v3/api-docs/notifier"))
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void saysWhichServiceDoesNotAnswerAndHow() {
        String token = gateway.token("role:viewer");
        HttpResponse<String> down = stranger.send(gateway.bearing(token, "/api/v1/deliveries"));
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(json(down).get("code").asString()).isEqualTo("service-unreachable");
        assertThat(json(down).get("detail").asString()).startsWith("The notifier service cannot be reached");
        assertThat(down.headers().firstValue("Retry-After")).contains("5");

        HttpResponse<String> slow = stranger.send(gateway.bearing(token, "/api/v1/runs/slow"));
        assertThat(slow.statusCode()).isEqualTo(504);
        assertThat(json(slow).get("code").asString()).isEqualTo("service-too-slow");

        HttpResponse<String> broken = stranger.send(gateway.bearing(token, "/api/v1/runs/broken"));
        assertThat(broken.statusCode()).isEqualTo(502);
        assertThat(json(broken).get("detail").asString()).contains("backup service broke off");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alerts/summary",
                "routes",
                "rules",
                "deliveries",
                "conversations",
                "destinations",
                "silences",
                "inhibitions",
                "maintenance-mutes",
                "incidents/statistics",
                "on-call",
                "inputs",
                "announcements",
                "news"
            })
    void asksTheNotifierForWhatIsItsOwn(String path) {
        HttpResponse<String> down = stranger.send(gateway.bearing(gateway.token("role:viewer"), "/api/v1/" + path));
        assertThat(json(down).get("detail").asString()).startsWith("The notifier service cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(strings = {"routes/try", "rules/try", "silences/preview"})
    void letsViewersAskWhatIsTooLongForAnAddress(String path) {
        assertThat(json(posted("role:viewer", path)).get("detail").asString())
                .startsWith("The notifier service cannot be reached");
        assertThat(posted("events:write", path).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"silences", "silences/1/expire", "routes/try/1", "alerts", "purges/plan", "restores/plan"})
    void letsViewersDoNothingElse(String path) {
        assertThat(posted("role:viewer", path).statusCode()).isEqualTo(403);
    }

    @Test
    void asksNoServiceWithAnAddressThatHoldsNul() {
        int before = gateway.service.received.get();
        HttpResponse<String> refused =
                stranger.send(gateway.bearing(gateway.token("role:viewer"), "/api/v1/plans?label=a%3D%00"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("code").asString()).isEqualTo("invalid-request");
        assertThat(gateway.service.received.get()).isEqualTo(before);
    }

    private HttpResponse<String> posted(String scope, String path) {
        return stranger.send(gateway.bearing(gateway.token(scope), "/api/v1/" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
    }

    @Test
    void breaksOffItselfWhenAServiceBreaksOffInTheMiddle() {
        String token = gateway.token("role:viewer");
        assertThatThrownBy(() -> stranger.send(gateway.bearing(token, "/api/v1/runs/half")))
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void refusesABodyThatIsTooLargeWhetherItSaysSoOrNot() {
        String token = gateway.token("role:operator");
        int before = gateway.service.received.get();
        String large = "x".repeat(70_000);
        HttpResponse<String> announced =
                stranger.send(gateway.bearing(token, "/api/v1/plans/p/runs").POST(BodyPublishers.ofString(large)));
        assertThat(announced.statusCode()).isEqualTo(413);
        assertThat(json(announced).get("code").asString()).isEqualTo("body-too-large");
        HttpResponse<String> chunked = stranger.send(gateway.bearing(token, "/api/v1/plans/p/runs")
                .POST(BodyPublishers.ofByteArrays(
                        Collections.nCopies(70, "x".repeat(1000).getBytes(StandardCharsets.US_ASCII)))));
        assertThat(chunked.statusCode()).isEqualTo(413);
        assertThat(gateway.service.received.get())
                .as("requests that reached the service")
                .isEqualTo(before);
    }

    @Test
    void answersWhoExpectsToBeToldToGoOnAndAsksNoServiceTo() {
        HttpResponse<String> echo =
                stranger.send(gateway.bearing(gateway.token("role:operator"), "/api/v1/plans/p/runs")
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString("{}")));
        assertThat(json(echo).get("bytes").asInt()).isEqualTo(2);
        assertThat(json(echo).get("headers").has("expect")).isFalse();
    }

    @Test
    void tellsHowEachServiceIsAndWhatItDoesNotKnow() {
        JsonNode system = json(stranger.send(gateway.bearing(gateway.token("role:viewer"), "/api/v1/system")));
        assertThat(system.valueStream().map(each -> each.get("service").asString()))
                .startsWith("gateway")
                .containsExactlyInAnyOrder(
                        "gateway", "backup", "maintenance", "monitor", "security", "scaling", "notifier");
        assertThat(state(system, "backup")).isEqualTo("healthy");
        assertThat(state(system, "notifier")).isEqualTo("down");
    }

    private static String state(JsonNode system, String service) {
        return system.valueStream()
                .filter(each -> each.get("service").asString().equals(service))
                .findFirst()
                .orElseThrow()
                .get("state")
                .asString();
    }
}
