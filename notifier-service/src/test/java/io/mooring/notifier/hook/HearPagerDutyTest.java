package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.incident.AnswerCalls.Answer;
import io.mooring.platform.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

class HearPagerDutyTest {

    private static final String PERSON = "{\"summary\":\"Ann Fisher\",\"type\":\"user_reference\"}";
    private static final String OURSELVES =
            "{\"summary\":\"Mooring\",\"type\":\"events_api_v2_inbound_integration_reference\"}";

    private final FakeAlerts alerts = new FakeAlerts();
    private final UUID incident = UUID.randomUUID();
    private final List<String> answers = new ArrayList<>();
    private final InMemoryHeardEvents heard = new InMemoryHeardEvents();
    private final PagerDutyHookApi api = new PagerDutyHookApi(
            new HookSettings(Map.of("night", "shh", "day", "")),
            JsonMapper.builder().build(),
            new HearPagerDuty(alerts.acts(), this::answer, heard, new UndoHeard(), () -> Instant.EPOCH));

    @ParameterizedTest
    @CsvSource({
        "incident.acknowledged, acknowledge",
        "incident.unacknowledged, unacknowledge",
        "incident.reopened, unacknowledge",
        "incident.resolved, resolve"
    })
    void whatAPersonDidThereIsDoneHereToAllOfTheConversation(String type, String deed) {
        alerts.add("b", AlertState.ACKNOWLEDGED);
        alerts.add("a", AlertState.FIRING);
        alerts.add("over", AlertState.RESOLVED);
        assertThat(hear("e-1", type, alerts.conversation.toString(), PERSON)).isEqualTo("Done to 2 of 3");
        assertThat(alerts.done)
                .containsExactly(
                        deed + " a by Ann Fisher (PagerDuty) via PAGERDUTY",
                        deed + " b by Ann Fisher (PagerDuty) via PAGERDUTY");
    }

    @ParameterizedTest
    @CsvSource({
        "incident.acknowledged, RESPOND, Done to the incident",
        "incident.resolved, RESOLVE, 'The incident is over, or as it says already'",
        "incident.unacknowledged, HAND_BACK, Done to the incident"
    })
    void whoAnswersACallForAnIncidentAnswersForTheIncident(String type, String answer, String outcome) {
        assertThat(hear("e-1", type, incident.toString(), PERSON)).isEqualTo(outcome);
        assertThat(answers).containsExactly(answer + " by Ann Fisher (PagerDuty)");
        assertThat(alerts.done).isEmpty();
    }

    /** An incident that can be responded to and is over when it is to be resolved. */
    private Mono<Boolean> answer(UUID conversation, Answer answer, String by) {
        if (!conversation.equals(incident)) {
            return Mono.empty();
        }
        answers.add(answer + " by " + by);
        return Mono.just(answer != Answer.RESOLVE);
    }

    @Test
    void veryManyAreNotedWithTheEventAndDoneAfterwards() {
        for (int number = 0; number < 1_200; number++) {
            alerts.add("a" + number, AlertState.FIRING);
        }
        String conversation = alerts.conversation.toString();
        assertThat(hear("e-1", "incident.resolved", conversation, PERSON)).startsWith("Noted");
        assertThat(hear("e-1", "incident.resolved", conversation, PERSON)).isEqualTo("Heard before");
        assertThat(alerts.done).isEmpty();
        alerts.finish();
        assertThat(alerts.done).hasSize(1_200);
    }

    @Test
    void anEventThatIsSentAgainActsOnce() {
        alerts.add("a", AlertState.FIRING);
        hear("e-1", "incident.acknowledged", alerts.conversation.toString(), PERSON);
        assertThat(hear("e-1", "incident.acknowledged", alerts.conversation.toString(), PERSON))
                .isEqualTo("Heard before");
        assertThat(alerts.done).hasSize(1);
    }

    @Test
    void anAnswerForAnIncidentThatIsSentAgainCountsOnce() {
        hear("e-1", "incident.acknowledged", incident.toString(), PERSON);
        assertThat(hear("e-1", "incident.acknowledged", incident.toString(), PERSON))
                .isEqualTo("Heard before");
        assertThat(answers).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {OURSELVES, "null", "{}", "{\"type\":\"service_reference\",\"summary\":\"Shop\"}"})
    void whatNoPersonDidIsLeftAloneSoThatNothingGoesRound(String agent) {
        alerts.add("a", AlertState.FIRING);
        assertThat(hear("e-1", "incident.resolved", alerts.conversation.toString(), agent))
                .isEqualTo("No person did it");
        assertThat(alerts.done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "srv01/HTTP", "01890a5d-ac96-774b-bcce-b302099a80zz"})
    void anIncidentOfSomebodyElseIsNoneOfOurs(String key) {
        assertThat(hear("e-1", "incident.resolved", key, PERSON)).isEqualTo("The incident is none of ours");
    }

    @Test
    void aConversationNobodyKnowsAndAPingAreTakenAndChangeNothing() {
        assertThat(hear("e-1", "incident.resolved", UUID.randomUUID().toString(), PERSON))
                .isEqualTo("Nothing of it is open");
        assertThat(hear("e-2", "pagey.ping", "", "null")).startsWith("Nothing follows");
    }

    @Test
    void anAlertThatEndsMeanwhileKeepsNobodyFromActingOnTheOthers() {
        alerts.addThatEndsMeanwhile("a");
        alerts.add("b", AlertState.FIRING);
        assertThat(hear("e-1", "incident.acknowledged", alerts.conversation.toString(), PERSON))
                .isEqualTo("Done to 1 of 2");
        assertThat(alerts.done).containsExactly("acknowledge b by Ann Fisher (PagerDuty) via PAGERDUTY");
    }

    @Test
    void oneOfSeveralSignaturesIsEnough() {
        byte[] body = event("e-1", "pagey.ping", "", "null");
        String right = "v1=" + Signature.of("shh", body);
        assertThat(outcome("night", "v1=" + "0".repeat(64) + ", " + right, body))
                .startsWith("Nothing follows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1=", "v1=00", "v0=00", ","})
    void aWrongSignatureIsRefused(String signature) {
        assertProblem("hook-signature-wrong", "night", signature, event("e-1", "pagey.ping", "", "null"));
        assertProblem("hook-signature-wrong", "night", null, event("e-1", "pagey.ping", "", "null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"day", "unknown"})
    void whereNothingIsConfiguredNothingIsTaken(String destination) {
        byte[] body = event("e-1", "pagey.ping", "", "null");
        assertProblem("hook-not-configured", destination, "v1=00", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "{\"event\":{\"id\":\"\"}}", "{\"event\":{\"id\":\"a b\"}}"})
    void whatCannotBeReadIsToldInWords(String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        assertProblem("hook-not-understood", "night", "v1=" + Signature.of("shh", body), body);
    }

    private String hear(String id, String type, String key, String agent) {
        byte[] body = event(id, type, key, agent);
        return outcome("night", "v1=" + Signature.of("shh", body), body);
    }

    private String outcome(String destination, @Nullable String signature, byte[] body) {
        return api.happened(destination, signature, Requests.of(body)).block().outcome();
    }

    private void assertProblem(String code, String destination, @Nullable String signature, byte[] body) {
        assertThatThrownBy(() -> outcome(destination, signature, body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo(code));
    }

    private static byte[] event(String id, String type, String key, String agent) {
        return """
                {"event":{"id":"%s","event_type":"%s","resource_type":"incident","occurred_at":"2026-01-01T00:00:00Z",
                 "agent":%s,"client":null,"data":{"id":"PGR0VU2","type":"incident","incident_key":"%s"}}}""".formatted(id, type, agent, key).getBytes(StandardCharsets.UTF_8);
    }

    /** Undoes what was heard when the rest fails, as a transaction does. */
    private final class UndoHeard extends NoTransaction {

        @Override
        public <T> Mono<T> transactional(Mono<T> work) {
            return work.doOnError(failure -> heard.forgetAll());
        }
    }
}
