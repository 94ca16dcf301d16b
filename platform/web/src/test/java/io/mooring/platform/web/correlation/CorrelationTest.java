package io.mooring.platform.web.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.observability.correlation.Correlation;
import io.mooring.platform.web.LocalTokens;
import io.mooring.platform.web.ServiceTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

@ServiceTest
class CorrelationTest {

    private static final String UUID_V7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @LocalServerPort
    int port;

    @Autowired
    LocalTokens tokens;

    @Test
    void aCallersIdIsInTheAnswerAndInTheLogsOnEitherSideOfAThreadChange() {
        EntityExchangeResult<String> answer = call("order-7");

        assertThat(answer.getResponseHeaders().get(Correlation.HEADER)).containsExactly("order-7");
        assertThat(answer.getResponseBody()).isEqualTo("order-7 order-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "\"quoted\"", "{${jndi:x}}", "<script>"})
    void aHostileIdIsReplaced(String sent) {
        String id = Objects.requireNonNull(call(sent).getResponseHeaders().getFirst(Correlation.HEADER));

        assertThat(id).matches(UUID_V7);
    }

    @Test
    void anIdThatIsTooLongIsReplaced() {
        assertThat(call("a".repeat(129)).getResponseHeaders().getFirst(Correlation.HEADER))
                .matches(UUID_V7);
    }

    @Test
    void anErrorCarriesTheIdToo() {
        client().get()
                .uri("/api/v1/items")
                .header(Correlation.HEADER, "order-8")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals(Correlation.HEADER, "order-8")
                .expectBody()
                .jsonPath("$.correlationId")
                .isEqualTo("order-8");
    }

    private EntityExchangeResult<String> call(String id) {
        return client().get()
                .uri("/api/v1/correlated")
                .headers(headers -> headers.setBearerAuth(tokens.withRoles("viewer")))
                .header(Correlation.HEADER, id)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult();
    }

    private WebTestClient client() {
        return WebTestClient.bindToServer().baseUrl("http://localhost:" + port).build();
    }
}
