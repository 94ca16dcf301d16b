package io.mooring.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** A service that tells what it was asked, and misbehaves on request. */
final class StubService implements AutoCloseable {

    private static final String API = """
            {"openapi":"3.1.0","servers":[{"url":"http://inside:8081"}],
             "paths":{"/api/v1/plans":{"get":{}},"/api/v1/dead-letters/{topic}":{"get":{}}}}""";

    final Sinks.Many<String> events = Sinks.many().multicast().directBestEffort();
    final AtomicInteger received = new AtomicInteger();
    private final DisposableServer server;

    StubService() {
        this(0);
    }

    /** As a process of its own, at the port of the system property {@code port}. */
    public static void main(String[] arguments) throws InterruptedException {
        new StubService(Integer.getInteger("port"));
        Thread.currentThread().join();
    }

    private StubService(int port) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> routes.get("/actuator/health", (in, out) -> json(out, "{\"status\":\"UP\"}"))
                        .get("/v3/api-docs", (in, out) -> json(out, API))
                        .get("/api/v1/runs/slow", (in, out) -> Mono.fromRunnable(
                                        () -> System.out.println("asked for slow"))
                                .then(Mono.never()))
                        .get("/api/v1/runs/broken", StubService::breakOff)
                        .get("/api/v1/runs/half", StubService::half)
                        .get("/api/v1/runs/{id}/events", this::stream)
                        .route(request -> true, this::echo))
                .bindNow(Duration.ofSeconds(10));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> echo(HttpServerRequest in, HttpServerResponse out) {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        in.requestHeaders().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        return in.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .doOnNext(body -> received.incrementAndGet())
                .flatMap(body -> Mono.from(json(
                        out.header("Set-Cookie", "from=service")
                                .header("Server", "stub/1")
                                .header("X-Correlation-Id", "from-service"),
                        JsonMapper.shared()
                                .writeValueAsString(Map.of(
                                        "method", in.method().name(),
                                        "uri", in.uri(),
                                        "headers", headers,
                                        "bytes", body.length())))));
    }

    private Publisher<Void> stream(HttpServerRequest in, HttpServerResponse out) {
        return out.sse().sendString(Flux.concat(Mono.just(":open\n\n"), events.asFlux()), StandardCharsets.UTF_8);
    }

    private static Publisher<Void> breakOff(HttpServerRequest in, HttpServerResponse out) {
        out.withConnection(connection -> connection.channel().close());
        return Mono.never();
    }

    /** Announces more than it sends, below the HTTP codec, which would not. */
    private static Publisher<Void> half(HttpServerRequest in, HttpServerResponse out) {
        String answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"items\":[";
        out.withConnection(connection -> connection
                .channel()
                .pipeline()
                .firstContext()
                .writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE));
        return Mono.never();
    }

    private static Publisher<Void> json(HttpServerResponse out, String body) {
        return out.header("Content-Type", "application/json").sendString(Mono.just(body));
    }
}
