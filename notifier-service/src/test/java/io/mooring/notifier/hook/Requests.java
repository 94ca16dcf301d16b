package io.mooring.notifier.hook;

import java.util.Arrays;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;

/** Requests with a body that comes in pieces. */
final class Requests {

    private static final int PIECE = 1_000;

    private Requests() {}

    static ServerHttpRequest of(byte[] body) {
        return MockServerHttpRequest.post("/")
                .body(Flux.range(0, (body.length + PIECE - 1) / PIECE)
                        .map(number -> DefaultDataBufferFactory.sharedInstance.wrap(Arrays.copyOfRange(
                                body, number * PIECE, Math.min(body.length, (number + 1) * PIECE)))));
    }
}
