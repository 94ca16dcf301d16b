package io.mooring.notifier.hook;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.hook.ActOnAlerts.Deed;
import io.mooring.notifier.slack.SlackAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Where Slack sends what people press. It waits three seconds for an answer, which nobody reads: words go to the person alone. */
@RestController
@RequestMapping("/api/v1/hooks/slack")
class SlackHookApi {

    private static final Duration SLACK_WAITS = Duration.ofMillis(2_500);

    private final SlackSignature signature;
    private final JsonMapper json;
    private final ActOnAlerts acts;
    private final WhisperInSlack whisper;

    SlackHookApi(SlackSignature signature, JsonMapper json, ActOnAlerts acts, WhisperInSlack whisper) {
        this.signature = signature;
        this.json = json;
        this.acts = acts;
        this.whisper = whisper;
    }

    @PostMapping
    Mono<Void> pressed(
            @RequestHeader(name = "X-Slack-Request-Timestamp", required = false) @Nullable String timestamp,
            @RequestHeader(name = "X-Slack-Signature", required = false) @Nullable String given,
            ServerHttpRequest request) {
        return HookBody.of(request)
                .map(body -> {
                    signature.require(timestamp, given, body);
                    return SlackPressed.of(json, body);
                })
                .flatMap(pressed -> Flux.fromIterable(pressed.actions())
                        .concatMap(action -> act(pressed, action))
                        .then()
                        .timeout(SLACK_WAITS)
                        .onErrorResume(
                                TimeoutException.class,
                                slow -> say(
                                        pressed,
                                        "Mooring did not manage that in"
                                                + " time. Try again, or open the alert in Mooring.")));
    }

    private Mono<Void> act(SlackPressed pressed, SlackAction action) {
        Deed deed =
                switch (action.act()) {
                    case ACKNOWLEDGE -> Deed.ACKNOWLEDGE;
                    case RESOLVE -> Deed.RESOLVE;
                };
        return alerts(action).flatMap(alerts -> acts.actOnEach(deed, alerts, pressed.who(), Alert.Via.SLACK)
                .filter(done -> done == 0)
                .flatMap(none -> say(pressed, nothingDone(alerts))));
    }

    private Mono<List<Alert>> alerts(SlackAction action) {
        return switch (action.subject()) {
            case ALERT -> acts.existing(List.of(action.id()));
            case CONVERSATION -> acts.ofConversation(action.id());
        };
    }

    private static String nothingDone(List<Alert> alerts) {
        return switch (alerts.size()) {
            case 0 -> "Mooring does not know this alert any more.";
            case 1 -> "This alert is over already: nothing was changed.";
            default -> "These alerts are over already: nothing was changed.";
        };
    }

    /** Not waited for: Slack wants its answer first. */
    private Mono<Void> say(SlackPressed pressed, String words) {
        return Mono.fromRunnable(() -> whisper.to(pressed.answerTo(), words).subscribe());
    }
}
