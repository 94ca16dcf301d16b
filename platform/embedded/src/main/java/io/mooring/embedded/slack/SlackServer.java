package io.mooring.embedded.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP on loopback: bodies in, answers or a cut connection out. */
final class SlackServer implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param port 0 for any free one */
    SlackServer(int port) throws IOException {
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
    }

    interface Endpoint {
        SlackReply answer(HttpExchange exchange, Map<String, String> form) throws IOException, InterruptedException;
    }

    void at(String path, Endpoint endpoint) {
        server.createContext(path, exchange -> {
            try (exchange) {
                reply(exchange, endpoint.answer(exchange, SlackForm.of(exchange)));
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
    }

    void start() {
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static void reply(HttpExchange exchange, SlackReply reply) throws IOException {
        String body = reply.body();
        if (body == null) {
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        if (!reply.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
