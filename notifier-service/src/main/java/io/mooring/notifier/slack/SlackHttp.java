package io.mooring.notifier.slack;

import java.time.Duration;
import okhttp3.OkHttpClient;

/** How Slack is called: once. */
public final class SlackHttp {

    private SlackHttp() {}

    /**
     * Left to itself OkHttp sends a request again when a kept connection breaks, and Slack would post the message twice.
     * Nothing of Slack's redirects: a redirect would carry what we say to somebody else.
     *
     * @param timeout of a whole call
     */
    public static OkHttpClient within(Duration timeout) {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .connectTimeout(timeout)
                .callTimeout(timeout)
                .build();
    }
}
