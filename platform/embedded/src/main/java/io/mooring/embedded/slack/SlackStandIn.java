package io.mooring.embedded.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers {@code chat.postMessage}, {@code conversations.history} and {@code auth.test} on loopback as Slack documents
 * them, keeps the newest messages in memory and shows them as a page. Faults are queued and taken one for each post.
 *
 * @see <a href="https://docs.slack.dev/reference/methods">Slack's Web API methods</a>
 */
public final class SlackStandIn implements AutoCloseable {

    private static final int KEPT = 10_000;
    private static final int LARGEST_BODY = 1 << 20;

    private final JsonMapper json = JsonMapper.builder().build();
    private final ArrayDeque<SlackPost> posts = new ArrayDeque<>();
    private final Queue<SlackFault> faults = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SlackClock clock = new SlackClock();
    private final String token;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private SlackStandIn(int port, String token) throws IOException {
        this.token = token;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::page);
        server.createContext("/api/chat.postMessage", exchange -> call(exchange, this::post));
        server.createContext("/api/conversations.history", exchange -> call(exchange, this::history));
        server.createContext("/api/auth.test", exchange -> call(exchange, form -> Reply.of(ok())));
        server.start();
    }

    /**
     * @param port 0 for any free one
     * @param token the bot token that callers must show
     */
    public static SlackStandIn start(int port, String token) throws IOException {
        return new SlackStandIn(port, token);
    }

    /** The base address to give a Slack client; ends in a slash. */
    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/");
    }

    /** Where a person reads the messages. */
    public URI pageUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** The newest messages, oldest first. */
    public synchronized List<SlackPost> posts() {
        return List.copyOf(posts);
    }

    /** Does this to the next posts, in this order. */
    public void next(SlackFault... next) {
        faults.addAll(List.of(next));
    }

    private interface Method {
        Reply answer(Map<String, String> form);
    }

    /** An answer; without a body the connection is cut. */
    private record Reply(
            int status, int retryAfterSeconds, @Nullable ObjectNode body) {

        static Reply of(ObjectNode body) {
            return new Reply(200, 0, body);
        }
    }

    private void call(HttpExchange exchange, Method method) throws IOException {
        try (exchange) {
            Map<String, String> form = form(exchange);
            Reply reply = knows(exchange, form) ? method.answer(form) : Reply.of(error("invalid_auth"));
            reply(exchange, reply);
        }
    }

    private boolean knows(HttpExchange exchange, Map<String, String> form) {
        return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || token.equals(form.get("token"));
    }

    private Reply post(Map<String, String> form) {
        return switch (faults.poll()) {
            case null -> Reply.of(keep(form));
            case SlackFault.RateLimited limit -> new Reply(429, limit.retryAfterSeconds(), error("ratelimited"));
            case SlackFault.Answers answers -> new Reply(answers.status(), 0, error("internal_error"));
            case SlackFault.Refuses refuses -> Reply.of(error(refuses.error()));
            case SlackFault.Cuts ignored -> new Reply(200, 0, null);
            case SlackFault.PostsThenFails ignored -> {
                keep(form);
                yield new Reply(500, 0, error("internal_error"));
            }
            case SlackFault.PostsThenHangs ignored -> {
                keep(form);
                yield hang();
            }
            case SlackFault.PostsThenCuts ignored -> {
                keep(form);
                yield new Reply(200, 0, null);
            }
        };
    }

    /** The virtual thread that serves this call sleeps until the stand-in closes. */
    private Reply hang() {
        try {
            closed.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return new Reply(200, 0, null);
    }

    private synchronized ObjectNode keep(Map<String, String> form) {
        String channel = form.getOrDefault("channel", "");
        String text = form.getOrDefault("text", "");
        if (channel.isBlank()) {
            return error("channel_not_found");
        }
        if (text.isBlank() && !form.containsKey("blocks")) {
            return error("no_text");
        }
        SlackClock.Reading now = clock.next();
        posts.add(new SlackPost(
                channel, now.ts(), text, form.getOrDefault("metadata", ""), form.getOrDefault("blocks", ""), now.at()));
        if (posts.size() > KEPT) {
            posts.removeFirst();
        }
        ObjectNode answer = ok().put("channel", channel).put("ts", now.ts());
        answer.putObject("message").put("type", "message").put("text", text).put("ts", now.ts());
        return answer;
    }

    private synchronized Reply history(Map<String, String> form) {
        double oldest = Double.parseDouble(form.getOrDefault("oldest", "0"));
        int limit = Math.min(Integer.parseInt(form.getOrDefault("limit", "100")), 999);
        double latest = form.containsKey("cursor") ? Double.parseDouble(form.get("cursor")) : Double.MAX_VALUE;
        List<SlackPost> found = posts.reversed().stream()
                .filter(post -> post.channel().equals(form.get("channel")))
                .filter(post -> Double.parseDouble(post.ts()) >= oldest && Double.parseDouble(post.ts()) < latest)
                .limit(limit + 1L)
                .toList();
        List<SlackPost> shown = found.subList(0, Math.min(limit, found.size()));
        ObjectNode answer = ok().put("has_more", found.size() > limit);
        ArrayNode messages = answer.putArray("messages");
        shown.forEach(post -> messages.add(message(post)));
        answer.putObject("response_metadata")
                .put("next_cursor", found.size() > limit ? shown.getLast().ts() : "");
        return Reply.of(answer);
    }

    private ObjectNode message(SlackPost post) {
        ObjectNode message = json.createObjectNode()
                .put("type", "message")
                .put("text", post.text())
                .put("ts", post.ts());
        if (!post.metadata().isEmpty()) {
            message.set("metadata", json.readTree(post.metadata()));
        }
        return message;
    }

    private ObjectNode ok() {
        return json.createObjectNode().put("ok", true);
    }

    private ObjectNode error(String code) {
        return json.createObjectNode().put("ok", false).put("error", code);
    }

    private void reply(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.body() == null) {
            return;
        }
        byte[] bytes = json.writeValueAsBytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        if (reply.retryAfterSeconds() > 0) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(reply.retryAfterSeconds()));
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void page(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] bytes = new SlackPage(json).of(posts()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders()
                    .set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        Map<String, String> form = new HashMap<>();
        for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
