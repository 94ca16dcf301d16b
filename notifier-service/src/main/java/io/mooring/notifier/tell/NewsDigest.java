package io.mooring.notifier.tell;

import java.time.Instant;
import java.util.UUID;

/**
 * News that came too fast to be told one by one at a destination.
 *
 * @param joinedAt when the latest came
 * @param members how many they are
 */
record NewsDigest(UUID id, String destination, Instant openedAt, Instant joinedAt, int members) {

    String subject() {
        return "news-digest/" + id;
    }

    static NewsDigest open(UUID id, String destination, Instant now) {
        return new NewsDigest(id, destination, now, now, 0);
    }

    NewsDigest joinedBy(int news, Instant now) {
        return new NewsDigest(id, destination, openedAt, now, members + news);
    }

    boolean isOver(Instant now, NewsSettings settings) {
        return !joinedAt.plus(settings.quietFor()).isAfter(now)
                || !openedAt.plus(settings.longest()).isAfter(now);
    }

    /** @param newest title of the one that came last */
    record Kind(String eventType, int count, String newest) {}
}
