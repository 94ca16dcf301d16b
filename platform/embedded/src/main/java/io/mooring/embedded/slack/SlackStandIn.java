package io.mooring.embedded.slack;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Answers on loopback as Slack documents it: {@code chat.postMessage} with threads, {@code chat.update},
 * {@code conversations.history} and {@code .replies}, {@code auth.test}, incoming webhooks, and buttons that call an app
 * back. Keeps the newest messages in memory and shows them as a page. Faults are queued and taken one for each call.
 *
 * @see <a href="https://docs.slack.dev/reference/methods">Slack's Web API methods</a>
 */
public final class SlackStandIn implements AutoCloseable {

    private final SlackMessages messages = new SlackMessages();
    private final SlackWrites writes = new SlackWrites(messages);
    private final SlackFaults faults = new SlackFaults();
    private final SlackPace pace = new SlackPace(InstantSource.system());
    private final SlackPace methods = new SlackPace(InstantSource.system());
    private final SlackButtons buttons = new SlackButtons();
    private final SlackEndpoints endpoints;
    private final SlackServer server;

    private SlackStandIn(int port, String token) throws IOException {
        this.server = new SlackServer(port);
        this.endpoints = new SlackEndpoints(token, writes, new SlackReads(messages), faults, pace, methods);
        endpoints.at(server);
        new SlackVisits(this, buttons).at(server);
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
        return server.url().resolve("/api/");
    }

    /** Where a person reads the messages and presses buttons. */
    public URI pageUrl() {
        return server.url();
    }

    /** A new incoming webhook of this channel. */
    public URI webhookUrl(String channel) {
        return server.url().resolve(endpoints.newWebhook(channel));
    }

    /** The newest messages, replies among them, oldest first. */
    public List<SlackPost> posts() {
        return messages.all();
    }

    /** The replies to a message, oldest first. */
    public List<SlackPost> replies(SlackPost head) {
        return messages.repliesTo(head.channel(), head.ts());
    }

    /** As when a person deletes it. */
    public void delete(SlackPost post) {
        messages.delete(post.ts());
    }

    /** From now on nothing is posted there, and nothing changed. */
    public void archive(String channel) {
        writes.archive(channel);
    }

    /** As when a person takes it back. */
    public void unarchive(String channel) {
        writes.unarchive(channel);
    }

    /** Whether messages may still be edited; otherwise {@code edit_window_closed}. */
    public void editable(boolean may) {
        writes.editable(may);
    }

    /** From now on a channel takes so many messages at once, and then one in each interval; zero ends it. */
    public void limit(int burst, Duration every) {
        pace.limit(burst, every);
    }

    /**
     * From now on chat.update, conversations.history and conversations.replies take so many calls each at once, and then one in each
     * interval, for all channels together; Slack takes 50 and more a minute. Zero ends it.
     *
     * @see <a href="https://docs.slack.dev/apis/web-api/rate-limits">Rate limits, tier 3</a>
     */
    public void limitMethods(int burst, Duration every) {
        methods.limit(burst, every);
    }

    /** Does this to the next posts, in this order. */
    public void next(SlackFault... next) {
        next(SlackMethod.POST_MESSAGE, next);
    }

    /** Does this to the next calls of a method, in this order. */
    public void next(SlackMethod method, SlackFault... next) {
        faults.add(method, List.of(next));
    }

    /** Whom to tell of pressed buttons. */
    public void install(SlackApp app) {
        buttons.install(app);
    }

    /** As when a person presses a button of a message: the app is called, and its answer is what comes back. */
    public SlackPress press(SlackPost post, String actionId, String user) {
        try {
            return buttons.press(post, actionId, user, server.url());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while a button was pressed", stop);
        }
    }

    /** What the app said to those who pressed, for them alone, oldest first. */
    public List<String> whispers() {
        return buttons.whispers();
    }

    @Override
    public void close() {
        faults.close();
        server.close();
        buttons.close();
    }
}
