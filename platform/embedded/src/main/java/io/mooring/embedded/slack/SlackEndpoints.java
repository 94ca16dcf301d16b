package io.mooring.embedded.slack;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Which address does what, for callers who show the token or know a webhook. */
final class SlackEndpoints {

    private static final String WEBHOOKS = "/services/";

    private final Map<String, String> webhooks = new ConcurrentHashMap<>();
    private final String token;
    private final SlackWrites writes;
    private final SlackReads reads;
    private final SlackFaults faults;
    private final SlackPace pace;
    private final SlackPace methods;

    /**
     * @param pace of a channel
     * @param methods of a method of the Web API, whichever channel it is called for
     */
    SlackEndpoints(
            String token, SlackWrites writes, SlackReads reads, SlackFaults faults, SlackPace pace, SlackPace methods) {
        this.token = token;
        this.writes = writes;
        this.reads = reads;
        this.faults = faults;
        this.pace = pace;
        this.methods = methods;
    }

    void at(SlackServer server) {
        method(
                server,
                SlackMethod.POST_MESSAGE,
                form -> inPace(pace, form.getOrDefault("channel", ""), () -> writes.post(form)));
        tiered(server, SlackMethod.UPDATE, writes::update);
        tiered(server, SlackMethod.HISTORY, reads::history);
        tiered(server, SlackMethod.REPLIES, reads::replies);
        method(server, SlackMethod.AUTH_TEST, form -> SlackReply.of(SlackReply.ok(JsonMapper.shared())));
        server.at(WEBHOOKS, this::webhook);
    }

    /** The path of a new incoming webhook of this channel. */
    String newWebhook(String channel) {
        String path = WEBHOOKS + "T0LOCAL/B0LOCAL/" + UUID.randomUUID();
        webhooks.put(path, channel);
        return path;
    }

    private void tiered(SlackServer server, SlackMethod method, Function<Map<String, String>, SlackReply> work) {
        method(server, method, form -> inPace(methods, method.path(), () -> work.apply(form)));
    }

    private void method(SlackServer server, SlackMethod method, Function<Map<String, String>, SlackReply> work) {
        server.at(
                "/api/" + method.path(),
                (exchange, form) -> knows(exchange, form)
                        ? faults.around(method, () -> work.apply(form))
                        : SlackReply.error("invalid_auth"));
    }

    private boolean knows(HttpExchange exchange, Map<String, String> form) {
        return ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || token.equals(form.get("token"));
    }

    private SlackReply webhook(HttpExchange exchange, Map<String, String> form) {
        String channel = webhooks.get(exchange.getRequestURI().getPath());
        return channel == null
                ? SlackReply.text(404, "no_service")
                : faults.around(SlackMethod.WEBHOOK, () -> inPace(pace, channel, () -> writes.webhook(channel, form)));
    }

    private static SlackReply inPace(SlackPace pace, String what, Supplier<SlackReply> work) {
        int wait = pace.take(what);
        return wait == 0 ? work.get() : SlackReply.rateLimited(Integer.toString(wait));
    }
}
