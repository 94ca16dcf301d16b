package io.mooring.embedded.slack;

/** What can be asked of the stand-in, and made to fail. */
public enum SlackMethod {
    POST_MESSAGE("chat.postMessage"),
    UPDATE("chat.update"),
    HISTORY("conversations.history"),
    REPLIES("conversations.replies"),
    AUTH_TEST("auth.test"),
    /** Not of the Web API: an incoming webhook. */
    WEBHOOK("");

    private final String path;

    SlackMethod(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
