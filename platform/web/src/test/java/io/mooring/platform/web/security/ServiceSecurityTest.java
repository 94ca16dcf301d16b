package io.mooring.platform.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.mooring.platform.web.LocalTokens;
import io.mooring.platform.web.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@ServiceTest
class ServiceSecurityTest {

    @LocalServerPort
    int port;

    @Autowired
    LocalTokens tokens;

    WebTestClient client;

    @BeforeEach
    void callsWithoutToken() {
        client =
                WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }

    @ParameterizedTest
    @CsvSource({
        "viewer,   200, 403, 403",
        "operator, 200, 200, 403",
        "approver, 200, 403, 200",
        "admin,    200, 200, 200",
        "ADMIN,    403, 403, 403",
        "janitor,  403, 403, 403"
    })
    void aRoleIncludesThoseBelowIt(String role, int reads, int orders, int approves) {
        String token = tokens.withRoles(role);

        get("/api/v1/items", token).expectStatus().isEqualTo(reads);
        get("/api/v1/approvals", token).expectStatus().isEqualTo(approves);
        client.put()
                .uri("/api/v1/orders/1")
                .headers(headers -> headers.setBearerAuth(token))
                .header(HttpHeaders.IF_MATCH, "\"7\"")
                .exchange()
                .expectStatus()
                .isEqualTo(orders);
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                bad("another audience", claims -> claims.audience("shop")),
                bad("no audience", claims -> claims.audience((String) null)),
                bad("another issuer", claims -> claims.issuer("http://localhost:1")),
                bad("expired", claims -> claims.expirationTime(in(Duration.ofMinutes(-2)))),
                bad("without expiry", claims -> claims.expirationTime(null)),
                bad("not valid yet", claims -> claims.notBeforeTime(in(Duration.ofMinutes(2)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void aTokenThatIsNotForUsIsNoToken(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        String token = tokens.token(claims -> change.apply(claims.claim("roles", List.of("admin"))));

        unauthenticated(get("/api/v1/items", token));
    }

    @Test
    void aForgedTokenIsNoToken() {
        String[] viewer = tokens.withRoles("viewer").split("\\.");
        String[] admin = tokens.withRoles("admin").split("\\.");

        unauthenticated(get("/api/v1/items", viewer[0] + "." + admin[1] + "." + viewer[2]));
    }

    @Test
    void rolesInAStringAreNoRoles() {
        get("/api/v1/items", tokens.token(claims -> claims.claim("roles", "admin")))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("forbidden");
    }

    @Test
    void withoutTokenOnlyHealthAnswers() {
        unauthenticated(get("/api/v1/items"));
        unauthenticated(get("/actuator/env"));
        get("/actuator/health").expectStatus().isOk();
        get("/actuator/health/readiness").expectStatus().isOk();
    }

    @Test
    void metersAreReadFromThisHostOnlyWithoutAProxyBetween() {
        String meters = get("/actuator/prometheus")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(meters).contains("service=\"");
        for (String header : List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")) {
            unauthenticated(client.get()
                    .uri("/actuator/prometheus")
                    .header(header, "127.0.0.1")
                    .exchange());
        }
    }

    @Test
    void anOpenPathAsksForNoTokenAndReadsNone() {
        for (String header : List.of("Bearer a-secret-of-its-own", "Basic YTpi", "")) {
            client.post()
                    .uri("/api/v1/open/bell")
                    .headers(headers -> headers.set(HttpHeaders.AUTHORIZATION, header))
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
        unauthenticated(get("/api/v1/open/bell"));
        unauthenticated(client.post().uri("/api/v1/open/bell/more").exchange());
    }

    private static void unauthenticated(ResponseSpec answer) {
        answer.expectStatus()
                .isUnauthorized()
                .expectHeader()
                .value(HttpHeaders.WWW_AUTHENTICATE, challenge -> assertThat(challenge)
                        .startsWith("Bearer"))
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unauthenticated");
    }

    private static Arguments bad(String name, UnaryOperator<JWTClaimsSet.Builder> change) {
        return Arguments.of(name, change);
    }

    private static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    private ResponseSpec get(String path) {
        return client.get().uri(path).exchange();
    }

    private ResponseSpec get(String path, String token) {
        return client.get()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token))
                .exchange();
    }
}
