package io.mooring.notifier.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.util.json.GsonFactory;
import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.channel.Envelopes;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import io.mooring.notifier.message.Operation;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackLayoutTest {

    private static final UUID ALERT = Envelopes.ALERT;
    private final Envelopes envelopes =
            new Envelopes(new Destination("slack-ops", SlackChannel.ID, "C0123456789", "", null));

    /** Slack refuses the whole message for a section without text. */
    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "\u0007\u001b", "\u202e\u2066", "\u202a \u0000\n"})
    void textOfNothingThatIsShownMakesNoSection(String text) {
        assertThat(blocks(Words.of("Title", text), List.of(), 0)).doesNotContain("\"section\"");
        assertThat(blocks(Words.of("Title", text + "Look"), List.of(), 0)).contains("\"section\"", "Look");
    }

    @Test
    void showsEveryFactOfTwenty() {
        List<Fact> facts = IntStream.range(0, 20)
                .mapToObj(number -> new Fact("fact" + number, "value" + number))
                .toList();
        String blocks = blocks(new Words("Title", "", facts), List.of(), 0);
        assertThat(facts).allSatisfy(fact -> assertThat(blocks).contains(fact.name(), fact.value()));
    }

    @Test
    void showsALineForEachOfSeveralAlertsAndHowManyMoreThereAre() {
        List<String> lines = IntStream.range(0, 20)
                .mapToObj(number -> "alert-" + number + "x".repeat(900))
                .toList();
        String blocks = blocks(Words.of("Many", ""), lines, 9_980);
        assertThat(blocks).contains("alert-0x", "alert-19x", "and 9,980 more");
    }

    @Test
    void buttonsActOnTheAlertWhileItIsOpen() {
        assertThat(buttons(Status.FIRING, ALERT, List.of()))
                .contains("acknowledge/alert/" + ALERT, "resolve/alert/" + ALERT, "Open in Mooring");
        assertThat(buttons(Status.ACKNOWLEDGED, ALERT, List.of()))
                .contains("resolve/alert/" + ALERT)
                .doesNotContain("acknowledge/");
        assertThat(buttons(Status.RESOLVED, ALERT, List.of()))
                .contains("Open in Mooring")
                .doesNotContain("resolve/", "acknowledge/");
    }

    @Test
    void buttonsActOnTheConversationWhenItIsAboutSeveralAlerts() {
        Envelope several = envelope(Status.FIRING, null, List.of("one", "two"));
        assertThat(json(SlackButtons.of(several, true)))
                .contains("acknowledge/conversation/" + several.conversationId());
        assertThat(buttons(Status.FIRING, null, List.of()))
                .as("about an incident")
                .contains("Respond", "acknowledge/conversation/")
                .doesNotContain("resolve/");
        assertThat(buttons(Status.ACKNOWLEDGED, null, List.of()))
                .as("somebody has it")
                .doesNotContain("acknowledge/", "resolve/");
    }

    @Test
    void withoutASecretForThemThereAreNoButtonsButTheLink() {
        assertThat(json(SlackButtons.of(envelope(Status.FIRING, ALERT, List.of()), false)))
                .contains("Open in Mooring")
                .doesNotContain("acknowledge/");
    }

    @Test
    void anActionIdIsReadAsItWasWritten() {
        for (SlackAction.Act act : SlackAction.Act.values()) {
            for (SlackAction.Subject subject : SlackAction.Subject.values()) {
                SlackAction action = new SlackAction(act, subject, ALERT);
                assertThat(SlackAction.of(action.actionId())).contains(action);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "open", "acknowledge/alert/1-2-3-4-5", "purge/alert/01890a5d-ac96-774b-bcce-b302099a8057"})
    void whatIsNoActionOfOursIsNone(String actionId) {
        assertThat(SlackAction.of(actionId)).isEmpty();
    }

    private static String blocks(Words words, List<String> lines, int more) {
        return json(SlackLayout.blocks(
                new Message(Status.FIRING, Severity.CRITICAL, words, lines, more, "", null, "", null, "")));
    }

    private String buttons(Status status, @Nullable UUID alert, List<String> lines) {
        return json(SlackButtons.of(envelope(status, alert, lines), true));
    }

    private Envelope envelope(Status status, @Nullable UUID alert, List<String> lines) {
        Message message = new Message(
                status, Severity.CRITICAL, Words.of("T", ""), lines, 0, "", null, Envelopes.LINK, alert, "");
        return envelopes.of(Operation.OPEN, message, null);
    }

    private static String json(Object blocks) {
        return GsonFactory.createSnakeCase().toJson(blocks);
    }
}
