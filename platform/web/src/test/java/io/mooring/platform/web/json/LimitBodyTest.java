package io.mooring.platform.web.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.web.LocalTokens;
import io.mooring.platform.web.ServiceTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

@ServiceTest
class LimitBodyTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PIECE = 50_000;
    private static final int PIECES = 180;

    @Autowired
    private LocalTokens tokens;

    @Test
    void whoPassesABodyOnPieceByPieceIsToldThatItIsTooLarge(@LocalServerPort int port) {
        HttpClient gateway = HttpClient.create()
                .headers(headers -> headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + tokens.withRoles("operator"))
                        .set(HttpHeaders.CONTENT_LENGTH, PIECES * PIECE)
                        // As a gateway passes it on, which does not wait itself.
                        .set(HttpHeaders.EXPECT, "100-continue"));
        Mono<Integer> status = gateway.post()
                .uri("http://127.0.0.1:" + port + "/api/v1/orders")
                .send((request, out) -> out.sendByteArray(Flux.range(0, PIECES).map(piece -> new byte[PIECE])))
                .responseSingle((response, body) ->
                        body.asString().thenReturn(response.status().code()));
        List<Integer> all =
                Flux.range(0, 100).flatMap(each -> status, 16).collectList().block(PATIENCE);
        assertThat(all).containsOnly(413);
    }
}
