package io.mooring.notifier.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HeartTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(200);
    private final AtomicReference<Mono<String>> fault = new AtomicReference<>(Mono.empty());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private HttpServer outside;
    private String url;
    private Heart heart;

    @BeforeEach
    void start() throws IOException {
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", exchange -> {
            calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        outside.start();
        url = "http://127.0.0.1:" + outside.getAddress().getPort() + "/a-secret";
        heart = heart(url, "POST");
    }

    @AfterEach
    void stop() {
        outside.stop(0);
    }

    private Heart heart(String to, String method) {
        HeartbeatSettings settings = new HeartbeatSettings(to, Duration.ofMinutes(1), method, Duration.ofSeconds(10));
        HeartbeatCheck check = new HeartbeatCheck() {
            @Override
            public String name() {
                return "sender";
            }

            @Override
            public Mono<String> fault() {
                return fault.get();
            }
        };
        return new Heart(settings, List.of(check), new CallOutside(settings), new HeartbeatMeters(meters), () -> NOON);
    }

    @Test
    void callsTheOutsideWhileAllWorks() {
        assertThat(heart.latest().state()).isEqualTo(Beat.State.STARTING);
        heart.run().block();
        assertThat(calls).containsExactly("POST /a-secret");
        assertThat(heart.latest().state()).isEqualTo(Beat.State.BEATING);
        assertThat(heart.latest().lastPingAt()).isEqualTo(NOON);
        assertThat(meters.counter("mooring.notifier.heartbeats", "outcome", "beating")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void isSilentWhileACheckFailsAndSaysWhich() {
        heart.run().block();
        fault.set(Mono.just("7 are overdue"));
        heart.run().block();
        assertThat(calls).hasSize(1);
        assertThat(heart.latest().state()).isEqualTo(Beat.State.WITHHELD);
        assertThat(heart.latest().why()).isEqualTo("sender: 7 are overdue");
        assertThat(heart.latest().lastPingAt()).isEqualTo(NOON);
        fault.set(Mono.empty());
        heart.run().block();
        assertThat(heart.latest().state()).isEqualTo(Beat.State.BEATING);
    }

    @Test
    void aCheckThatCannotBeAskedCountsAsAFault() {
        fault.set(Mono.error(new IllegalStateException("password=hunter2")));
        heart.run().block();
        assertThat(calls).isEmpty();
        assertThat(heart.latest().why()).contains("cannot be asked").doesNotContain("hunter2");
    }

    @Test
    void whatTheOutsideDoesNotTakeIsToldWithoutTheAddress() {
        answer.set(404);
        heart.run().block();
        assertThat(heart.latest().state()).isEqualTo(Beat.State.NOT_TAKEN);
        assertThat(heart.latest().why()).isEqualTo("The address answered 404.");
        outside.stop(0);
        heart.run().block();
        assertThat(heart.latest().why()).contains("did not answer").doesNotContain("a-secret");
        assertThat(heart.latest().lastPingAt()).isNull();
    }

    @Test
    void withoutAnAddressNothingIsCalled() {
        Heart off = heart("", "GET");
        off.run().block();
        assertThat(calls).isEmpty();
        assertThat(off.latest().state()).isEqualTo(Beat.State.OFF);
        assertThat(new HeartbeatSettings(url, Duration.ofMinutes(1), "GET", Duration.ofSeconds(1)).toString())
                .doesNotContain("a-secret");
    }
}
