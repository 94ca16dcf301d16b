package io.mooring.notifier.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.request.conversations.ConversationsHistoryRequest;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.model.Message;
import com.slack.api.util.http.SlackHttpClient;
import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slack's Web API with a bot token. Slack has no idempotency key, so each message carries its delivery's id as metadata
 * and a message whose sending got no answer is looked for in the channel's history before it is posted again.
 */
public final class SlackChannel implements Channel, AutoCloseable {

    public static final String ID = "slack";

    private static final Logger log = LoggerFactory.getLogger(SlackChannel.class);

    /** Slack's clock and ours differ; a look-up begins this much earlier. */
    private static final Duration CLOCK_MARGIN = Duration.ofMinutes(2);

    private static final int HISTORY_PAGE = 200;
    private static final int HISTORY_PAGES = 10;

    private final SlackSettings settings;
    private final Slack slack;
    private final MethodsClient methods;
    private volatile @Nullable String lastRefusal;

    public SlackChannel(SlackSettings settings) {
        this.settings = settings;
        this.slack = Slack.getInstance(config(settings), new SlackHttpClient(http(settings)));
        this.methods = slack.methods(settings.token());
    }

    private static SlackConfig config(SlackSettings settings) {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(settings.baseUrl().toString());
        config.setStatsEnabled(false);
        config.setTokenExistenceVerificationEnabled(false);
        return config;
    }

    /** Left to itself OkHttp sends a request again when a kept connection breaks, and Slack would post the message twice. */
    private static OkHttpClient http(SlackSettings settings) {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .connectTimeout(settings.timeout())
                .callTimeout(settings.timeout())
                .build();
    }

    @Override
    public String id() {
        return ID;
    }

    /** Each delivery is a message of its own. */
    @Override
    public Manner manner() {
        return new Manner(false, Duration.ZERO, 1, Manner.FOR_A_DAY);
    }

    @Override
    public Readiness readiness(Destination destination) {
        if (settings.token().isBlank() || destination.address().isBlank()) {
            return Readiness.notConfigured("Set notifier.slack.token and notifier.slack.channel");
        }
        String refusal = lastRefusal;
        return refusal == null
                ? Readiness.ready("Posts to channel " + destination.address())
                : new Readiness(Readiness.State.FAILING, refusal);
    }

    @Override
    public Answer send(Envelope envelope) {
        if (readiness(envelope.destination()).state() == Readiness.State.NOT_CONFIGURED) {
            return new Answer.Refused(
                    "Slack is not configured: set notifier.slack.token and notifier.slack.channel, then retry");
        }
        Answer answer = post(envelope);
        lastRefusal = answer instanceof Answer.Delivered ? null : answer.detail();
        return answer;
    }

    private Answer post(Envelope envelope) {
        try {
            ChatPostMessageResponse response = methods.chatPostMessage(SlackMessage.request(envelope));
            return response.isOk()
                    ? new Answer.Delivered(response.getChannel() + "/" + response.getTs(), "Posted")
                    : SlackAnswers.of(response.getError());
        } catch (SlackApiException refusal) {
            return SlackAnswers.of(refusal);
        } catch (IOException fault) {
            return SlackAnswers.of(fault);
        }
    }

    @Override
    public Finding find(Envelope envelope, Instant since) {
        try {
            return search(envelope.deliveryId(), envelope.destination().address(), since.minus(CLOCK_MARGIN));
        } catch (SlackApiException refusal) {
            return new Finding.NoAnswer(SlackAnswers.of(refusal).detail());
        } catch (IOException fault) {
            return new Finding.NoAnswer(SlackAnswers.of(fault).detail());
        }
    }

    private Finding search(UUID deliveryId, String destination, Instant oldest) throws SlackApiException, IOException {
        String cursor = "";
        for (int page = 0; page < HISTORY_PAGES; page++) {
            ConversationsHistoryResponse response = methods.conversationsHistory(request(destination, oldest, cursor));
            if (!response.isOk()) {
                return cannotLook(response.getError());
            }
            for (Message message : response.getMessages()) {
                if (carries(message, deliveryId)) {
                    return new Finding.Arrived(destination + "/" + message.getTs());
                }
            }
            cursor = response.getResponseMetadata() == null
                    ? ""
                    : response.getResponseMetadata().getNextCursor();
            if (!response.isHasMore() || cursor == null || cursor.isBlank()) {
                return new Finding.Absent();
            }
        }
        return new Finding.CannotLook("More than " + HISTORY_PAGES * HISTORY_PAGE + " messages since then");
    }

    private static ConversationsHistoryRequest request(String destination, Instant oldest, String cursor) {
        return ConversationsHistoryRequest.builder()
                .channel(destination)
                .oldest(Long.toString(oldest.getEpochSecond()))
                .inclusive(true)
                .includeAllMetadata(true)
                .limit(HISTORY_PAGE)
                .cursor(cursor.isEmpty() ? null : cursor)
                .build();
    }

    private static Finding cannotLook(@Nullable String error) {
        return "ratelimited".equals(error) || "internal_error".equals(error) || "fatal_error".equals(error)
                ? new Finding.NoAnswer("Slack: " + error)
                : new Finding.CannotLook("Slack: " + error);
    }

    private static boolean carries(Message message, UUID deliveryId) {
        Message.Metadata metadata = message.getMetadata();
        return metadata != null
                && metadata.getEventPayload() != null
                && deliveryId.toString().equals(metadata.getEventPayload().get(SlackMessage.METADATA_ID));
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
