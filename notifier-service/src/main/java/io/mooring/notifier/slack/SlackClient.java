package io.mooring.notifier.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.util.http.SlackHttpClient;
import io.mooring.notifier.message.Destination;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Slack's own client, made to call once and no more. */
final class SlackClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SlackClient.class);

    private final SlackSettings settings;
    private final Slack slack;

    SlackClient(SlackSettings settings) {
        this.settings = settings;
        this.slack = Slack.getInstance(config(settings), new SlackHttpClient(SlackHttp.within(settings.timeout())));
    }

    private static SlackConfig config(SlackSettings settings) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(settings.baseUrl().toString());
        config.setStatsEnabled(false);
        config.setTokenExistenceVerificationEnabled(false);
        return config;
    }

    /** A destination of another workspace has a token of its own. */
    String token(Destination destination) {
        return destination.secret().isBlank() ? settings.token() : destination.secret();
    }

    MethodsClient methods(Destination destination) {
        return slack.methods(token(destination));
    }

    @Override
    public void close() {
        try {
            slack.close();
        } catch (Exception e) {
            log.warn("Slack's client did not close cleanly: {}", e.toString());
        }
    }
}
