package io.mooring.embedded.slack;

import com.sun.net.httpserver.HttpExchange;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** People at the page: they read, and press buttons. */
final class SlackVisits {

    private static final Set<String> OURSELVES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String PERSON = "you";

    private final SlackStandIn slack;
    private final SlackButtons buttons;
    private final SlackPage page = new SlackPage();

    SlackVisits(SlackStandIn slack, SlackButtons buttons) {
        this.slack = slack;
        this.buttons = buttons;
    }

    void at(SlackServer server) {
        server.at("/", this::read);
        server.at("/press", this::press);
        server.at(
                "/actions/",
                (exchange, form) -> buttons.whisper(exchange.getRequestURI().getPath(), form));
    }

    private SlackReply read(HttpExchange exchange, Map<String, String> form) {
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'");
        return new SlackReply(
                200, "", "text/html; charset=utf-8", page.of(slack.posts(), slack.whispers(), buttons.installed()));
    }

    private SlackReply press(HttpExchange exchange, Map<String, String> form) {
        if (!"POST".equals(exchange.getRequestMethod()) || !isFromOurPage(exchange)) {
            return SlackReply.text(403, "Buttons are pressed on this page only.");
        }
        Optional<SlackPost> post = slack.posts().stream()
                .filter(each -> each.ts().equals(form.get("ts")))
                .findFirst();
        if (post.isEmpty() || !buttons.installed()) {
            return SlackReply.text(404, "There is no such message any more, or no app for its buttons.");
        }
        SlackPress pressed = slack.press(post.get(), form.getOrDefault("action", ""), PERSON);
        if (pressed.status() != 200) {
            return SlackReply.text(502, "The app answered " + pressed.status() + ".");
        }
        exchange.getResponseHeaders().set("Location", "/");
        return SlackReply.text(303, "");
    }

    /** Another site's form would bear its own origin; a name that merely resolves to this host is no name of ours. */
    private static boolean isFromOurPage(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        return host != null && OURSELVES.contains(host.replaceFirst(":\\d+$", "")) && ("http://" + host).equals(origin);
    }
}
