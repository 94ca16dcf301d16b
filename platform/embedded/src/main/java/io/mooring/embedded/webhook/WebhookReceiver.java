package io.mooring.embedded.webhook;

import io.mooring.embedded.loopback.LoopbackServer;
import io.mooring.embedded.loopback.Page;
import io.mooring.embedded.loopback.Reply;
import io.mooring.embedded.loopback.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes POST requests on every path, checks their signature, keeps the newest and shows them as a page. Requests that are not
 * genuine are kept too, and marked: this is for looking at. Faults are queued and taken one for each request.
 */
public final class WebhookReceiver implements AutoCloseable {

    private static final int KEPT = 10_000;
    private static final int SHOWN = 100;

    private final ArrayDeque<ReceivedWebhook> received = new ArrayDeque<>();
    private final Queue<WebhookFault> faults = new ConcurrentLinkedQueue<>();
    private final String secret;
    private final LoopbackServer server;

    private WebhookReceiver(int port, String secret) throws IOException {
        this.secret = secret;
        this.server = LoopbackServer.start(port, this::answer);
    }

    /**
     * @param port 0 for any free one
     * @param secret the signing key that senders share
     */
    public static WebhookReceiver start(int port, String secret) throws IOException {
        return new WebhookReceiver(port, secret);
    }

    /** Where to send to. */
    public URI hookUrl() {
        return server.uri().resolve("hook");
    }

    /** Where a person reads what came. */
    public URI pageUrl() {
        return server.uri();
    }

    /** The newest, oldest first. */
    public synchronized List<ReceivedWebhook> received() {
        return List.copyOf(received);
    }

    /** As if nothing had come. */
    public synchronized void forget() {
        received.clear();
    }

    /** Does this to the next requests, in this order. */
    public void next(WebhookFault... next) {
        faults.addAll(List.of(next));
    }

    private Reply answer(Request request) {
        if (!request.method().equals("POST")) {
            return Reply.page(page());
        }
        return switch (faults.poll()) {
            case null -> keep(request, Reply.text(204, ""));
            case WebhookFault.Answers answers -> says(answers);
            case WebhookFault.Redirects away -> Reply.text(307, "").with("Location", away.to());
            case WebhookFault.KeepsThenCuts cuts -> keep(request, new Reply.Cuts());
            case WebhookFault.KeepsThenHangs hangs -> keep(request, new Reply.Hangs());
            case WebhookFault.Cuts cuts -> new Reply.Cuts();
        };
    }

    private static Reply says(WebhookFault.Answers answers) {
        Reply.Says says = Reply.text(answers.status(), answers.body());
        return answers.retryAfter().isEmpty() ? says : says.with("Retry-After", answers.retryAfter());
    }

    private synchronized Reply keep(Request request, Reply then) {
        boolean genuine = Signature.isGenuine(request.header("Mooring-Signature"), request.text(), secret);
        received.add(new ReceivedWebhook(request.path(), request.headers(), request.text(), genuine, Instant.now()));
        if (received.size() > KEPT) {
            received.removeFirst();
        }
        return then;
    }

    private String page() {
        Page page = new Page("Webhook receiver", "What Mooring sends to webhooks arrives here, by the same requests.");
        List<ReceivedWebhook> all = received();
        if (all.isEmpty()) {
            page.add("<p>Nothing has come yet.</p>");
        }
        all.reversed().stream().limit(SHOWN).forEach(one -> page.add(article(one)));
        return page.end();
    }

    private static String article(ReceivedWebhook one) {
        String headline = one.headers().getOrDefault("Mooring-Event", "") + " "
                + (one.genuine() ? "signature holds" : "SIGNATURE DOES NOT HOLD");
        return "<article><h2>" + Page.escape(headline.strip()) + "</h2><pre>" + Page.escape(one.body())
                + "</pre><small>" + Page.escape(one.path() + " · " + one.at()) + "</small></article>";
    }

    @Override
    public void close() {
        server.close();
    }
}
