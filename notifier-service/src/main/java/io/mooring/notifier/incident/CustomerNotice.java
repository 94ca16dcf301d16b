package io.mooring.notifier.incident;

import org.jspecify.annotations.Nullable;

/**
 * What customers are told.
 *
 * @param text as drafted or sent; null when there is none
 * @param by who sent or waived it
 */
record CustomerNotice(
        State state, @Nullable String text, @Nullable String by) {

    /** How far it is. */
    enum State {
        NOT_REQUIRED,
        DRAFT,
        SENT,
        WAIVED
    }

    static final CustomerNotice NOT_REQUIRED = new CustomerNotice(State.NOT_REQUIRED, null, null);
}
