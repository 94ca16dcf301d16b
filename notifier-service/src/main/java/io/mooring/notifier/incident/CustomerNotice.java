package io.mooring.notifier.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What customers are told.
 *
 * @param title headline that a person chose; null: neutral words
 * @param text as sent, or as drafted while nothing is; null when there is none
 * @param by who sent or waived it, or wrote the draft; null when no person did
 * @param at when; null when no person did, and in older rows
 * @param draft what a person wrote after it was sent, and nobody has sent; null for none
 */
record CustomerNotice(
        State state,
        @Nullable String title,
        @Nullable String text,
        @Nullable String by,
        @Nullable Instant at,
        @Nullable Draft draft) {

    /** How far it is. */
    enum State {
        NOT_REQUIRED,
        DRAFT,
        SENT,
        WAIVED
    }

    /** @param title null: neutral words */
    record Draft(@Nullable String title, String text, String by, Instant at) {}

    static final CustomerNotice NOT_REQUIRED = new CustomerNotice(State.NOT_REQUIRED, null, null, null, null, null);

    /** Of words that no person wrote. */
    static CustomerNotice neutral(String text) {
        return new CustomerNotice(State.DRAFT, null, text, null, null, null);
    }

    /** What was sent stays as it was sent. */
    CustomerNotice drafted(Draft written) {
        return state == State.SENT
                ? new CustomerNotice(state, title, text, by, at, written)
                : new CustomerNotice(State.DRAFT, written.title(), written.text(), written.by(), written.at(), null);
    }

    static CustomerNotice sent(@Nullable String title, String text, String by, Instant at) {
        return new CustomerNotice(State.SENT, title, text, by, at, null);
    }

    CustomerNotice waived(String person, Instant now) {
        return new CustomerNotice(State.WAIVED, title, text, person, now, null);
    }
}
