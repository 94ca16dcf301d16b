package io.mooring.platform.web.openapi;

import io.mooring.platform.web.LocalTokens;
import io.mooring.platform.web.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class OpenApiTest {

    @LocalServerPort
    int port;

    @Autowired
    LocalTokens tokens;

    @Test
    void theDescriptionHasTheTokenAndTheProblem() {
        WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1 << 20))
                .build()
                .get()
                .uri("/v3/api-docs")
                .headers(headers -> headers.setBearerAuth(tokens.withRoles("viewer")))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.info.version")
                .isEqualTo("v1")
                .jsonPath("$.components.securitySchemes.bearer.scheme")
                .isEqualTo("bearer")
                .jsonPath("$.components.schemas.Problem.properties.code.type")
                .isEqualTo("string")
                .jsonPath("$.paths['/api/v1/items'].get.responses.default.content['application/problem+json']")
                .exists();
    }
}
