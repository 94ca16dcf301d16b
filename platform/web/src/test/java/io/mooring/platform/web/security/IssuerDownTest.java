package io.mooring.platform.web.security;

import io.mooring.platform.web.SampleService;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Port 1 refuses at once: nobody listens there. */
@SpringBootTest(
        classes = SampleService.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.security.oauth2.resourceserver.jwt.issuer-uri=http://localhost:1")
class IssuerDownTest {

    // {"alg":"RS256"}.{"sub":"a"} and a signature nobody can check.
    private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.AAAA";

    @LocalServerPort
    int port;

    @Test
    void aTokenThatNobodyCanCheckIsNotTheCallersFault() {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build()
                .get()
                .uri("/api/v1/items")
                .headers(headers -> headers.setBearerAuth(TOKEN))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "5")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("issuer-unreachable")
                .jsonPath("$.detail")
                .isNotEmpty();
    }
}
