package io.mooring.notifier.slack;

import org.jspecify.annotations.Nullable;

/** A message's name at Slack, written {@code channel/ts}. */
record SlackReference(String channel, String ts) {

    /** Null for none, and for what is not one of ours. */
    static @Nullable SlackReference of(@Nullable String text) {
        int slash = text == null ? -1 : text.indexOf('/');
        return text == null || slash < 1 || slash == text.length() - 1
                ? null
                : new SlackReference(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return channel + "/" + ts;
    }
}
