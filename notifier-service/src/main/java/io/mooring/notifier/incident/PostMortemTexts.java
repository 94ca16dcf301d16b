package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What people wrote about incidents afterwards. */
interface PostMortemTexts {

    /** @param version 1 for the first that is stored */
    record Text(String markdown, String author, Instant updatedAt, long version) {}

    Mono<Text> find(UUID incident);

    /**
     * Stores a text in place of the version before it.
     *
     * @return false when the one before it is not the stored one
     */
    Mono<Boolean> store(UUID incident, Text text);
}
