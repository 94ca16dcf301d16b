package io.mooring.embedded.slack;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The newest messages of all channels, in memory. */
final class SlackMessages {

    private static final int KEPT = 10_000;

    private final SlackClock clock = new SlackClock();
    private final TreeMap<String, SlackPost> posts = new TreeMap<>();

    /** @param draft gets its name and time here */
    synchronized SlackPost add(SlackPost draft) {
        SlackClock.Reading now = clock.next();
        SlackPost post = new SlackPost(
                draft.channel(),
                now.ts(),
                draft.threadTs(),
                draft.broadcast(),
                draft.text(),
                draft.metadata(),
                draft.blocks(),
                now.at(),
                0,
                draft.byBot());
        posts.put(post.ts(), post);
        if (posts.size() > KEPT) {
            posts.pollFirstEntry();
        }
        return post;
    }

    synchronized Optional<SlackPost> find(String channel, String ts) {
        return Optional.ofNullable(posts.get(ts)).filter(post -> post.channel().equals(channel));
    }

    synchronized void change(String ts, UnaryOperator<SlackPost> change) {
        posts.computeIfPresent(ts, (name, post) -> change.apply(post));
    }

    synchronized void delete(String ts) {
        posts.remove(ts);
    }

    /** Oldest first. */
    synchronized List<SlackPost> all() {
        return List.copyOf(posts.values());
    }

    /** What the channel itself shows, oldest first: no replies, unless they are broadcast. */
    List<SlackPost> shownIn(String channel) {
        return all().stream()
                .filter(post -> post.channel().equals(channel))
                .filter(post -> !post.isReply() || post.broadcast())
                .toList();
    }

    /** Oldest first, without the message they reply to. */
    List<SlackPost> repliesTo(String channel, String ts) {
        return all().stream()
                .filter(post ->
                        post.channel().equals(channel) && post.threadTs().equals(ts))
                .toList();
    }

    static BigDecimal time(String ts) {
        try {
            return new BigDecimal(ts);
        } catch (NumberFormatException noTime) {
            return BigDecimal.ZERO;
        }
    }
}
