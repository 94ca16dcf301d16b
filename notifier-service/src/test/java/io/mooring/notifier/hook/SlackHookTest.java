package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.incident.AnswerCalls.Answer;
import io.mooring.notifier.slack.SlackAction;
import io.mooring.notifier.slack.SlackAction.Act;
import io.mooring.notifier.slack.SlackAction.Subject;
import io.mooring.platform.web.problem.ProblemException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class SlackHookTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String TIME = "1800000000";
    private static final String HOME = "https://hooks.slack.com/actions/T/1/x";

    private static final UUID INCIDENT = new UUID(0, 7);

    private final List<String> answers = new ArrayList<>();
    private final FakeAlerts alerts = new FakeAlerts();
    private final List<URI> called = new ArrayList<>();
    private final WhisperInSlack whisper = new WhisperInSlack(
            WebClient.builder()
                    .exchangeFunction(request -> {
                        called.add(request.url());
                        return Mono.just(ClientResponse.create(HttpStatus.OK).build());
                    })
                    .build(),
            URI.create("http://127.0.0.1:8089/api/"));
    private final SlackHookApi api = new SlackHookApi(
            new SlackSignature("shh", () -> NOW),
            JsonMapper.builder().build(),
            alerts.acts(),
            this::answer,
            whisper,
            () -> NOW);

    @ParameterizedTest
    @CsvSource({"ACKNOWLEDGE, acknowledge", "RESOLVE, resolve"})
    void aButtonActsOnItsAlertInThePersonsName(Act act, String deed) {
        UUID alert = alerts.add("a", AlertState.FIRING);
        press(act, Subject.ALERT, alert, HOME);
        assertThat(alerts.done).containsExactly(deed + " a by ann (Slack) via SLACK");
        assertThat(called).isEmpty();
    }

    @Test
    void aButtonOfAConversationActsOnAllOfItThatIsOpen() {
        alerts.add("c", AlertState.FIRING);
        alerts.add("a", AlertState.ACKNOWLEDGED);
        alerts.add("b", AlertState.RESOLVED);
        alerts.addThatEndsMeanwhile("d");
        press(Act.RESOLVE, Subject.CONVERSATION, alerts.conversation, HOME);
        assertThat(alerts.done)
                .containsExactly("resolve a by ann (Slack) via SLACK", "resolve c by ann (Slack) via SLACK");
        assertThat(called).isEmpty();
    }

    @Test
    void veryManyAreDoneAfterThePressIsAnswered() {
        for (int number = 0; number < 1_200; number++) {
            alerts.add("a" + number, AlertState.FIRING);
        }
        press(Act.ACKNOWLEDGE, Subject.CONVERSATION, alerts.conversation, HOME);
        assertThat(called).containsExactly(URI.create(HOME));
        assertThat(alerts.done).isEmpty();
        alerts.addRaisedAt("came later", NOW.plusSeconds(1));
        alerts.finish();
        assertThat(alerts.done).hasSize(1_200).noneMatch(done -> done.contains("came later"));
        assertThat(alerts.wishes.all()).isEmpty();
    }

    /** By the clock it was raised after the press, but people can press only what they see. */
    @Test
    void aButtonActsAlsoAfterTheClockWasSetBack() {
        alerts.now = NOW;
        alerts.addRaisedAt("a", NOW.plusSeconds(3_600));
        press(Act.ACKNOWLEDGE, Subject.CONVERSATION, alerts.conversation, HOME);
        assertThat(alerts.done).containsExactly("acknowledge a by ann (Slack) via SLACK");
    }

    @Test
    void whatIsHeldUpForLongerThanSlackWaitsIsNotForgotten() {
        UUID alert = alerts.add("a", AlertState.FIRING);
        alerts.heldUp = true;
        press(Act.ACKNOWLEDGE, Subject.ALERT, alert, HOME);
        assertThat(called).containsExactly(URI.create(HOME));
        alerts.heldUp = false;
        alerts.finish();
        assertThat(alerts.done).containsExactly("acknowledge a by ann (Slack) via SLACK");
    }

    /** Of the one incident that is known here; a second answer comes too late. */
    private Mono<Boolean> answer(UUID conversation, Answer answer, String by) {
        if (!conversation.equals(INCIDENT)) {
            return Mono.empty();
        }
        answers.add(answer + " by " + by);
        return Mono.just(answers.size() == 1);
    }

    @Test
    void aButtonOfAnIncidentAnswersForTheIncidentAndSaysWhenItIsOver() {
        press(Act.ACKNOWLEDGE, Subject.CONVERSATION, INCIDENT, HOME);
        assertThat(answers).containsExactly("RESPOND by ann (Slack)");
        assertThat(called).isEmpty();
        press(Act.ACKNOWLEDGE, Subject.CONVERSATION, INCIDENT, HOME);
        assertThat(called).containsExactly(URI.create(HOME));
        assertThat(alerts.done).isEmpty();
    }

    @Test
    void whoPressesForWhatIsOverIsToldSoAlone() {
        press(Act.RESOLVE, Subject.ALERT, alerts.add("a", AlertState.RESOLVED), HOME);
        press(Act.RESOLVE, Subject.ALERT, alerts.addThatEndsMeanwhile("b"), HOME);
        press(Act.RESOLVE, Subject.ALERT, UUID.randomUUID(), HOME);
        assertThat(alerts.done).isEmpty();
        assertThat(called).hasSize(3).containsOnly(URI.create(HOME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.slack.com/x",
                "https://hooks.slack.com.evil.example/x",
                "https://hooks.slack.com:8443/x",
                "https://user@hooks.slack.com/x",
                "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1:9000/",
                "file:///etc/passwd",
                "no address"
            })
    void noOtherAddressIsCalledThanSlacks(String address) {
        press(Act.RESOLVE, Subject.ALERT, UUID.randomUUID(), address);
        assertThat(called).isEmpty();
    }

    @Test
    void theStandInsOwnAddressMayBeCalled() {
        press(Act.RESOLVE, Subject.ALERT, UUID.randomUUID(), "http://127.0.0.1:8089/actions/1");
        assertThat(called).hasSize(1);
    }

    @Test
    void aLinkThatIsReportedAsPressedDoesNothing() {
        send(signed(payload("open", HOME)));
        assertThat(alerts.done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a=b", "payload=", "payload=%", "payload=%7B", "payload=5", "payload=%5B%5D"})
    void whatCannotBeReadIsToldInWords(String body) {
        assertProblem("hook-not-understood", body);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedBeforeItsSignatureIsLookedAt() {
        byte[] large = new byte[HookBody.LARGEST + 1];
        assertThatThrownBy(() -> api.pressed(TIME, "v0=x", Requests.of(large)).block())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo("body-too-large"));
    }

    @Test
    void whatIsNotSignedDoesNothing() {
        UUID alert = alerts.add("a", AlertState.FIRING);
        byte[] body = form(payload(new SlackAction(Act.RESOLVE, Subject.ALERT, alert).actionId(), HOME));
        assertThatThrownBy(() -> api.pressed(TIME, "v0=" + "0".repeat(64), Requests.of(body))
                        .block())
                .isInstanceOf(ProblemException.class);
        assertThat(alerts.done).isEmpty();
    }

    private void assertProblem(String code, String body) {
        assertThatThrownBy(() -> send(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo(code));
    }

    private void press(Act act, Subject subject, UUID id, String answerTo) {
        send(signed(payload(new SlackAction(act, subject, id).actionId(), answerTo)));
    }

    private static byte[] signed(String payload) {
        return form(payload);
    }

    private void send(byte[] body) {
        String base = "v0:" + TIME + ":";
        String signature = "v0=" + Signature.of("shh", base.getBytes(StandardCharsets.UTF_8), body);
        api.pressed(TIME, signature, Requests.of(body)).block();
    }

    private static byte[] form(String payload) {
        return ("payload=" + URLEncoder.encode(payload, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static String payload(String actionId, String answerTo) {
        return """
                {"type":"block_actions","user":{"id":"U1","username":"ann","name":"ann"},
                 "response_url":"%s","actions":[{"action_id":"%s","type":"button"}]}""".formatted(answerTo, actionId);
    }
}
