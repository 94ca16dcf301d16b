package io.mooring.platform.events.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server that answers every request in the same, mostly bad, way. */
final class FakeRegistry implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final AtomicInteger toLose;
    final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();

    record Request(
            String method,
            String path,
            String body,
            @Nullable String authorization,
            @Nullable String contentType) {}

    @FunctionalInterface
    private interface Answer {
        void write(HttpExchange exchange) throws IOException;
    }

    private FakeRegistry(Answer answer) {
        this(new AtomicInteger(), answer);
    }

    private FakeRegistry(AtomicInteger toLose, Answer answer) {
        this.toLose = toLose;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                requests.add(request(exchange));
                answer.write(exchange);
            }
        });
        server.start();
    }

    static FakeRegistry answering(int status, String body) {
        return new FakeRegistry(exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    /** Sends headers and then nothing more until it is closed. */
    static FakeRegistry stuckHalfway() {
        CountDownLatch never = new CountDownLatch(1);
        return new FakeRegistry(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitQuietly(never);
        });
    }

    /** Takes the request and answers nothing until it is closed. */
    static FakeRegistry silent() {
        CountDownLatch never = new CountDownLatch(1);
        return new FakeRegistry(exchange -> awaitQuietly(never));
    }

    /** Loses the first requests as {@link #silent()} does, and answers the others. */
    static FakeRegistry losing(int first, String body) {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(first);
        return new FakeRegistry(left, exchange -> {
            if (left.getAndDecrement() > 0) {
                awaitQuietly(never);
            } else {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    static FakeRegistry endless() {
        return new FakeRegistry(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 16 * 1024; i++) {
                exchange.getResponseBody().write(spaces);
            }
        });
    }

    /** Of one that loses some: so many of the next ones, too. */
    void loseAgain(int next) {
        toLose.set(next);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/apis/ccompat/v7";
    }

    HttpSchemaRegistry client(Duration timeout) {
        return new HttpSchemaRegistry(new RegistrySettings(url(), null, null, timeout));
    }

    private static Request request(HttpExchange exchange) throws IOException {
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Content-Type"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
