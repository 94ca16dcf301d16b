package io.mooring.notifier.delivery;

import org.jspecify.annotations.Nullable;

/** What becomes of a message that a person wants to be sent again. */
enum Retry {
    /** It is not dead. */
    NOT_DEAD(null),
    AGAIN(null),
    OVERTAKEN("It is not sent again: newer words about the same were told or wait"),
    NOTHING_LEFT("It is over, and nobody there heard of it: there is nothing left to tell");

    private final @Nullable String words;

    Retry(@Nullable String words) {
        this.words = words;
    }

    /** Why it is not sent; null where it is, or never was to be. */
    @Nullable
    String words() {
        return words;
    }

    /** @param nothingLeft to be told: it is over, and nobody heard of it */
    record Counts(long again, long overtaken, long nothingLeft) {}
}
