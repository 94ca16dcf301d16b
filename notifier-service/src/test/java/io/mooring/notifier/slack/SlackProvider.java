package io.mooring.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.slack.SlackFault;
import io.mooring.embedded.slack.SlackMethod;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.notifier.channel.Provider;
import io.mooring.notifier.channel.Trouble;
import java.util.List;
import java.util.stream.Collectors;

/** The stand-in for Slack, as the channels' kit sees it. */
public final class SlackProvider implements Provider {

    private final SlackStandIn slack;
    private final SlackMethod sends;
    private final Line line;
    private final Line unconfigured;
    private final Line unreachable;
    private final String secret;

    /**
     * @param sends the method that a first message is sent by
     * @param line from where Slack is to a channel
     */
    public SlackProvider(
            SlackStandIn slack, SlackMethod sends, Line line, Line unconfigured, Line unreachable, String secret) {
        this.slack = slack;
        this.sends = sends;
        this.line = line;
        this.unconfigured = unconfigured;
        this.unreachable = unreachable;
        this.secret = secret;
    }

    @Override
    public Line line() {
        return line;
    }

    @Override
    public Line unconfigured() {
        return unconfigured;
    }

    @Override
    public Line unreachable() {
        return unreachable;
    }

    @Override
    public void next(Trouble trouble) {
        slack.next(
                sends,
                switch (trouble) {
                    case Trouble.TakesThenHangs ignored -> new SlackFault.PostsThenHangs();
                    case Trouble.TakesThenCuts ignored -> new SlackFault.PostsThenCuts();
                    case Trouble.Cuts ignored -> new SlackFault.Cuts();
                    case Trouble.FailsForNow ignored -> new SlackFault.Answers(503);
                    case Trouble.RefusesForGood ignored ->
                        new SlackFault.Refuses(sends == SlackMethod.WEBHOOK ? "invalid_payload" : "invalid_blocks");
                    case Trouble.AsksToWait wait -> new SlackFault.AsksToWait(wait.retryAfter());
                });
    }

    @Override
    public int taken() {
        return slack.posts().stream().mapToInt(post -> 1 + post.edits()).sum();
    }

    @Override
    public int conversations() {
        return (int) slack.posts().stream().filter(post -> !post.isReply()).count();
    }

    @Override
    public String shown() {
        return slack.posts().stream()
                .map(post -> post.text() + "\n" + post.blocks())
                .collect(Collectors.joining("\n"))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    @Override
    public void forget() {
        slack.posts().forEach(slack::delete);
    }

    @Override
    public List<String> secrets() {
        return List.of(secret);
    }

    @Override
    public void assertHarmless() {
        for (SlackPost post : slack.posts()) {
            assertThat(post.text()).doesNotContain("<!", "<@", "\u202e");
            assertThat(post.blocks().replaceAll("\\{\"type\":\"header\".*?\\}\\}", ""))
                    .as("Only plain text, in which nothing is a mention, holds these signs")
                    .doesNotContain("<!", "<@", "\\u003c!", "\\u003c@", "\u202e");
            assertThat(post.blocks()).contains("\"verbatim\":true").doesNotContain("\"verbatim\":false");
        }
    }

    @Override
    public void close() {
        slack.close();
    }
}
