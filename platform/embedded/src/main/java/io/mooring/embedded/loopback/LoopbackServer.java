package io.mooring.embedded.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers on loopback alone; each request on a virtual thread of its own. */
public final class LoopbackServer implements AutoCloseable {

    private static final int LARGEST_BODY = 1 << 20;

    private final HttpServer server;
    private final Function<Request, Reply> answers;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackServer(int port, Function<Request, Reply> answers) throws IOException {
        this.answers = answers;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** @param port 0 for any free one */
    public static LoopbackServer start(int port, Function<Request, Reply> answers) throws IOException {
        return new LoopbackServer(port, answers);
    }

    /** Ends in a slash. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (answers.apply(request(exchange))) {
                case Reply.Says says -> say(exchange, says);
                case Reply.Cuts cuts -> {}
                case Reply.Hangs hangs -> hang();
            }
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), headers, body);
    }

    private static void say(HttpExchange exchange, Reply.Says says) throws IOException {
        says.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(says.status(), says.body().length == 0 ? -1 : says.body().length);
        if (says.body().length > 0) {
            exchange.getResponseBody().write(says.body());
        }
    }

    private void hang() {
        try {
            closed.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
