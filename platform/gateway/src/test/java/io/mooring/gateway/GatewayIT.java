package io.mooring.gateway;

import static io.mooring.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.mooring.issuer.Browser;
import io.mooring.issuer.TestIssuer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import tools.jackson.databind.JsonNode;

class GatewayIT {

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
    void signsInAndShowsTheConsoleAndWhoIsThere() {
        Browser browser = gateway.signedIn("operator");
        HttpResponse<String> page = browser.open(gateway.url.resolve("/backups/42"));
        assertThat(page.body()).contains("Console under test");
        JsonNode me = json(browser.send(gateway.api("/api/v1/me")));
        assertThat(me.get("username").asString()).isEqualTo("operator");
        assertThat(me.get("name").asString()).isEqualTo("The operator");
        assertThat(me.get("roles").toString()).isEqualTo("[\"operator\",\"viewer\"]");
    }

    @Test
    void showsAStrangerTheConsoleWithItsSignIn() {
        for (String path : List.of("/", "/runs/7?tab=copies")) {
            HttpResponse<String> page = stranger.send(Browser.page(gateway.url.resolve(path)));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Console under test");
        }
        assertThat(stranger.send(gateway.api("/api/v1/me")).statusCode()).isEqualTo(401);
    }

    @Test
    void beginsASignInAtItsOwnAddressWhateverNameABrowserCameBy() {
        URI other = URI.create("http://localhost:" + gateway.url.getPort() + "/oauth2/authorization/mooring");
        HttpResponse<String> sent = stranger.send(Browser.page(other));
        String own = sent.headers().firstValue("Location").orElseThrow();
        assertThat(own).startsWith(gateway.url + "/oauth2/authorization/mooring");
        HttpResponse<String> behindAProxy = stranger.send(Browser.page(URI.create(other + "?sent")));
        assertThat(behindAProxy.headers().firstValue("Location").orElseThrow())
                .startsWith(gateway.issuer.url().toString());
    }

    @Test
    void asksForAProofKeyAndANonce() {
        HttpResponse<String> redirect =
                stranger.send(Browser.page(gateway.url.resolve("/oauth2/authorization/mooring")));
        assertThat(redirect.headers().firstValue("Location").orElseThrow())
                .contains("code_challenge_method=S256")
                .contains("nonce=")
                .contains("redirect_uri=" + gateway.url + "/login/oauth2/code/mooring");
    }

    @Test
    void staysOutsideWithAWrongPassword() {
        HttpResponse<String> page = stranger.signIn(gateway.signInPage(stranger), "viewer", "guess");
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(stranger.send(gateway.api("/api/v1/me")).statusCode()).isEqualTo(401);
    }

    @Test
    void explainsASignInThatBeganElsewhere() {
        HttpResponse<String> page =
                stranger.open(gateway.url.resolve("/login/oauth2/code/mooring?code=stolen&state=unknown"));
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.body()).contains("Signing in did not work").contains("Try again");
    }

    @Test
    void guardsTheSessionCookieAndLeavesTheCsrfCookieToScripts() {
        HttpResponse<String> redirect =
                stranger.send(Browser.page(gateway.url.resolve("/oauth2/authorization/mooring")));
        assertThat(redirect.headers().allValues("Set-Cookie")).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("MOORING_SESSION=")
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Lax"));
        Browser browser = gateway.signedIn("viewer");
        assertThat(browser.cookie("XSRF-TOKEN")).isPresent();
    }

    @Test
    void changesTheSessionAtSignIn() {
        HttpResponse<String> login = gateway.signInPage(stranger);
        String before = stranger.cookie("MOORING_SESSION").orElseThrow();
        stranger.signIn(login, "viewer", TestIssuer.password("viewer"));
        assertThat(stranger.cookie("MOORING_SESSION").orElseThrow()).isNotEqualTo(before);
    }

    @Test
    void refusesASessionsWriteWithoutItsCsrfToken() {
        Browser browser = gateway.signedIn("operator");
        HttpResponse<String> forged = browser.send(post("/api/v1/plans/p/runs", "{}"));
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(json(forged).get("code").asString()).isEqualTo("csrf-token-wrong");
        HttpResponse<String> meant = browser.send(post("/api/v1/plans/p/runs", "{}")
                .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN").orElseThrow()));
        assertThat(meant.statusCode()).as(meant.body()).isEqualTo(200);
        assertThat(json(meant).get("method").asString()).isEqualTo("POST");
    }

    @Test
    void relaysTheSessionsTokenAndNothingThatACallerMadeUp() {
        Browser browser = gateway.signedIn("viewer");
        HttpResponse<String> answer = browser.send(gateway.api("/api/v1/plans?x=a%20b")
                .header("X-User", "admin")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Auth-Roles", "admin")
                .header("Remote-User", "root")
                .header("X-Correlation-Id", "mine-1"));
        JsonNode asked = json(answer);
        JsonNode headers = asked.get("headers");
        assertThat(asked.get("uri").asString()).isEqualTo("/api/v1/plans?x=a%20b");
        assertThat(headers.get("authorization").asString()).startsWith("Bearer ey");
        assertThat(headers.get("x-forwarded-for").asString()).isEqualTo("127.0.0.1");
        assertThat(headers.get("x-correlation-id").asString()).isEqualTo("mine-1");
        assertThat(headers.toString().toLowerCase(Locale.ROOT))
                .doesNotContain("cookie")
                .doesNotContain("x-user")
                .doesNotContain("x-auth-roles")
                .doesNotContain("remote-user");
        assertThat(answer.headers().allValues("X-Correlation-Id")).containsExactly("mine-1");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("from=service"));
        assertThat(answer.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void renewsATokenOnceForManyRequestsAtATime() throws Exception {
        Browser browser = gateway.signedIn("viewer");
        List<Callable<Integer>> requests = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            requests.add(() -> browser.send(gateway.api("/api/v1/plans")).statusCode());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> status : threads.invokeAll(requests)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void answersAnEndedSessionWithAProblemForScriptsAndTheConsoleForPeople() {
        Browser browser = gateway.signedIn("viewer");
        InMemoryWebSessionStore sessions = (InMemoryWebSessionStore)
                gateway.context.getBean(DefaultWebSessionManager.class).getSessionStore();
        sessions.setClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(31)));
        try {
            HttpResponse<String> answer = browser.send(gateway.api("/api/v1/plans"));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(json(answer).get("code").asString()).isEqualTo("sign-in-required");
            HttpResponse<String> page = browser.send(Browser.page(gateway.url.resolve("/backups")));
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Console under test");
        } finally {
            sessions.setClock(Clock.systemUTC());
        }
    }

    @Test
    void endsTheSessionHereAndAtTheIdentityProviderOnSignOut() {
        Browser browser = gateway.signedIn("viewer");
        HttpResponse<String> answer = browser.send(post("/logout", "")
                .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN").orElseThrow()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        URI location = URI.create(json(answer).get("location").asString());
        assertThat(location.toString()).startsWith(gateway.issuer.url() + "/connect/logout");
        assertThat(browser.send(gateway.api("/api/v1/me")).statusCode()).isEqualTo(401);
        assertThat(browser.open(location).body()).as("back at the console").contains("Console under test");
        assertThat(gateway.signInPage(browser).body())
                .as("asked to sign in anew")
                .contains("type=\"password\"");
    }

    @Test
    void takesBearerTokensWithoutCsrf() {
        String token = gateway.token("role:operator");
        HttpResponse<String> answer = stranger.send(gateway.bearing(token, "/api/v1/plans/p/runs")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("headers").get("authorization").asString()).isEqualTo("Bearer " + token);
        assertThat(json(stranger.send(gateway.bearing(token, "/api/v1/me")))
                        .get("username")
                        .asString())
                .isEqualTo("mooring-cli");
    }

    @Test
    void refusesTokensThatAreForgedOldOrMeantForOthers() throws Exception {
        String good = gateway.token("role:admin");
        Instant now = Instant.now();
        List<String> bad = List.of(
                good.substring(0, good.lastIndexOf('.') + 1) + "AAAA" + good.substring(good.lastIndexOf('.') + 5),
                signed("mooring", gateway.issuer.url().toString(), now.minusSeconds(300)),
                signed("another", gateway.issuer.url().toString(), now.plusSeconds(300)),
                signed("mooring", "http://evil.test", now.plusSeconds(300)),
                "nonsense");
        assertThat(stranger.send(gateway.bearing(
                                signed("mooring", gateway.issuer.url().toString(), now.plusSeconds(300)),
                                "/api/v1/plans"))
                        .statusCode())
                .as("the same way of signing, all of it right")
                .isEqualTo(200);
        for (String token : bad) {
            HttpResponse<String> answer = stranger.send(gateway.bearing(token, "/api/v1/plans"));
            assertThat(answer.statusCode()).as(token).isEqualTo(401);
            assertThat(json(answer).get("code").asString()).isEqualTo("unauthenticated");
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                    .contains("invalid_token");
        }
    }

    @Test
    void refusesWhatTheRoleDoesNotAllow() {
        String viewer = gateway.token("role:viewer");
        HttpResponse<String> write =
                stranger.send(gateway.bearing(viewer, "/api/v1/plans/p/runs").POST(BodyPublishers.ofString("{}")));
        assertThat(write.statusCode()).isEqualTo(403);
        assertThat(json(write).get("code").asString()).isEqualTo("forbidden");
        String publisher = gateway.token("events:write");
        assertThat(stranger.send(gateway.bearing(publisher, "/api/v1/plans")).statusCode())
                .isEqualTo(403);
        Browser nobody = new Browser();
        HttpResponse<String> page = nobody.signIn(gateway.signInPage(nobody), "nobody", TestIssuer.password("nobody"));
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("none of Mooring&#39;s roles is yours");
    }

    @Test
    void cachesHashedFilesForEverAndThePageNever() {
        HttpResponse<String> script = stranger.send(gateway.api("/assets/index-abc123.js"));
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Cache-Control").orElseThrow())
                .contains("immutable")
                .contains("max-age=31536000");
        assertThat(script.headers().firstValue("Content-Type").orElseThrow()).contains("javascript");
        HttpResponse<String> page = gateway.signedIn("viewer").open(gateway.url.resolve("/"));
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).isEqualTo("no-cache");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void servesNoFileFromOutsideTheConsole() throws Exception {
        for (String path : List.of(
                "/assets/../../../../gateway.yml",
                "/assets/..%2f..%2f..%2f..%2fgateway.yml",
                "/assets/%2e%2e/%2e%2e/%2e%2e/%2e%2e/gateway.yml",
                "/..\\..\\gateway.yml",
                "/assets/%5c..%5c..%5cgateway.yml",
                "/assets/index-abc123.js%00.png",
                "//gateway.yml",
                "/gateway.yml",
                "/assets/")) {
            String answer = raw("GET " + path + " HTTP/1.1");
            assertThat(answer).as(path).doesNotContain("bootstrap-servers").doesNotStartWith("HTTP/1.1 200");
        }
        assertThat(raw("GET /assets/index-abc123.js HTTP/1.1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void keepsActuatorsShutExceptHealth() {
        HttpResponse<String> health = stranger.send(gateway.api("/actuator/health"));
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(stranger.send(gateway.api("/actuator/env")).statusCode()).isEqualTo(401);
        assertThat(stranger.send(gateway.api("/actuator/prometheus").header("X-Forwarded-For", "192.0.2.1"))
                        .statusCode())
                .as("through a proxy")
                .isEqualTo(401);
        assertThat(stranger.send(gateway.api("/actuator/prometheus").setHeader("Accept", "text/plain"))
                        .statusCode())
                .as("from this host")
                .isEqualTo(200);
        String meters = stranger.send(gateway.bearing(gateway.token("role:viewer"), "/actuator/prometheus")
                        .setHeader("Accept", "text/plain"))
                .body();
        assertThat(meters).contains("mooring_gateway_streams_open");
    }

    private static HttpRequest.Builder post(String path, String body) {
        return gateway.api(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    /** A token by the issuer's own key. */
    private static String signed(String audience, String issuer, Instant expires) throws Exception {
        RSAKey key = RSAKey.parse(Files.readString(folder.resolve("key.json")));
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .subject("test")
                        .issuer(issuer)
                        .audience(audience)
                        .claim("roles", List.of("admin"))
                        .issueTime(Date.from(expires.minusSeconds(600)))
                        .expirationTime(Date.from(expires))
                        .build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    /** Sends a path that no well-behaved client would. */
    private static String raw(String requestLine) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.url.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nAccept: */*\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
