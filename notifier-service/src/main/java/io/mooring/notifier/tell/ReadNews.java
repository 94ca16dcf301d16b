package io.mooring.notifier.tell;

import io.mooring.notifier.alert.OutsideText;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * What was no alert, each in its whole words, whether it was told by itself, was counted in a digest, waits for the hours of its
 * route or was told to nobody.
 */
interface ReadNews {

    /** @param before place of the last one of the page before; {@link Long#MAX_VALUE} for the first page */
    Flux<ToldNews> newest(Wanted wanted, long before, int most);

    /**
     * Which news.
     *
     * @param destination empty for all
     * @param digest null for all
     * @param atLeast INFO for all
     * @param text what its title or text must contain, in any case; empty for all
     */
    record Wanted(String destination, @Nullable UUID digest, Severity atLeast, String text) {

        private static final int MOST = 200;

        public Wanted {
            destination = clean(destination);
            text = clean(text);
        }

        /** PostgreSQL's text cannot hold NUL. */
        private static String clean(String asked) {
            return OutsideText.first(asked.replace("\0", "").strip(), MOST);
        }
    }

    /**
     * One of them.
     *
     * @param id of the alert that news is until it is told
     * @param place in the list
     * @param destination empty where nobody is told
     * @param digest in which it was counted; null when it was told by itself
     * @param toldAt null when it was not told, or not yet
     * @param dueAt when it is to be told; null when nothing is left to do
     * @param why it was not told, or not yet; empty when it was
     */
    record ToldNews(
            long place,
            UUID id,
            Severity severity,
            String destination,
            @Nullable UUID digest,
            Instant cameAt,
            @Nullable Instant toldAt,
            @Nullable Instant dueAt,
            String why,
            String eventType,
            Words words,
            String correlationId) {}
}
