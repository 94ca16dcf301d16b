package io.mooring.notifier.hook;

import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.hook.ActOnAlerts.Done;
import io.mooring.notifier.incident.AnswerCalls;
import io.mooring.notifier.incident.AnswerCalls.Answer;
import io.mooring.notifier.slack.SlackAction;
import java.time.Duration;
import java.time.InstantSource;
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

    /** What takes longer, such as while a storm holds the alerts, is left for later: there is time yet to write that down. */
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);

    private static final String IN_A_WHILE =
            "Mooring is doing that, and goes on until it is done: the message shows it then.";
    private static final String INCIDENT_IS_OVER = "This incident is over already: nothing was changed.";

    private final SlackSignature signature;
    private final JsonMapper json;
    private final ActOnAlerts acts;
    private final AnswerCalls incidents;
    private final WhisperInSlack whisper;
    private final InstantSource clock;

    SlackHookApi(
            SlackSignature signature,
            JsonMapper json,
            ActOnAlerts acts,
            AnswerCalls incidents,
            WhisperInSlack whisper,
            InstantSource clock) {
        this.signature = signature;
        this.json = json;
        this.acts = acts;
        this.incidents = incidents;
        this.whisper = whisper;
        this.clock = clock;
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
        return toIncident(pressed, action)
                .flatMap(counted -> counted
                        ? Mono.just(true)
                        : say(pressed, INCIDENT_IS_OVER).thenReturn(true))
                .switchIfEmpty(Mono.defer(() -> toAlerts(pressed, action).thenReturn(true)))
                .then();
    }

    /** Empty when the button is about alerts. */
    private Mono<Boolean> toIncident(SlackPressed pressed, SlackAction action) {
        return action.subject() == SlackAction.Subject.ALERT
                ? Mono.empty()
                : incidents.answer(
                        action.id(),
                        switch (action.act()) {
                            case ACKNOWLEDGE -> Answer.RESPOND;
                            case RESOLVE -> Answer.RESOLVE;
                        },
                        pressed.who());
    }

    private Mono<Void> toAlerts(SlackPressed pressed, SlackAction action) {
        Deed deed =
                switch (action.act()) {
                    case ACKNOWLEDGE -> Deed.ACKNOWLEDGE;
                    case RESOLVE -> Deed.RESOLVE;
                };
        Wish wish = new Wish(deed, action.subject(), action.id(), pressed.who(), Alert.Via.SLACK, clock.instant());
        return acts.act(wish)
                .timeout(AT_ONCE)
                .onErrorResume(TimeoutException.class, slow -> acts.later(wish))
                .flatMap(done -> say(pressed, done));
    }

    private Mono<Void> say(SlackPressed pressed, Done done) {
        if (done.later()) {
            return say(pressed, IN_A_WHILE);
        }
        return done.open() > 0 ? Mono.empty() : say(pressed, nothingDone(done.all()));
    }

    private static String nothingDone(int alerts) {
        return switch (alerts) {
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
