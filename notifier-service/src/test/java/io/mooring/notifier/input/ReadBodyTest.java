package io.mooring.notifier.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ReadBodyTest {

    private static DataBuffer chunk() {
        return DefaultDataBufferFactory.sharedInstance.wrap("x".repeat(1000).getBytes(StandardCharsets.US_ASCII));
    }

    private static Mono<Payload> read(Flux<DataBuffer> body, int largest) {
        return ReadBody.of(MockServerHttpRequest.post("/").body(body), largest);
    }

    @Test
    void isReadAsAWholeUpToTheLargest() {
        Flux<DataBuffer> two = Flux.defer(() -> Flux.just(chunk(), chunk()));
        assertThat(read(two, 2000).block().body()).hasSize(2000);
        assertThatThrownBy(() -> read(two, 1999).block())
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problem())
                        .isEqualTo(PlatformProblem.BODY_TOO_LARGE));
    }

    @Test
    void whatDoesNotArriveIsAskedForAgain() {
        Flux<DataBuffer> slow = Flux.<DataBuffer>never().startWith(chunk());
        assertThatThrownBy(() -> ReadBody.of(MockServerHttpRequest.post("/").body(slow), 2000, Duration.ofMillis(1))
                        .block())
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.problem())
                        .isEqualTo(NotifierProblem.INPUT_NOT_TAKEN));
    }
}
