package io.mooring.notifier.slack;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import io.mooring.notifier.slack.SlackAction.Act;
import io.mooring.notifier.slack.SlackAction.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What can be pressed below a message. */
final class SlackButtons {

    private static final int LINK = 3_000;

    private SlackButtons() {}

    /**
     * None, or one block.
     *
     * @param interactive whether Slack tells us what is pressed; otherwise only a link is offered
     */
    static List<LayoutBlock> of(Envelope envelope, boolean interactive) {
        List<BlockElement> buttons = new ArrayList<>();
        if (interactive) {
            acts(envelope, buttons);
        }
        buttons.addAll(link(envelope.message()));
        return buttons.isEmpty() ? List.of() : List.of(actions(b -> b.elements(buttons)));
    }

    /** The link alone, for who cannot be told of buttons. */
    static List<LayoutBlock> linkOf(Message message) {
        List<BlockElement> link = link(message);
        return link.isEmpty() ? List.of() : List.of(actions(b -> b.elements(link)));
    }

    private static void acts(Envelope envelope, List<BlockElement> buttons) {
        Message message = envelope.message();
        boolean aboutAlerts = message.alert() != null || !message.lines().isEmpty();
        if (message.status() == Status.FIRING) {
            // What is wrong and is no alert is an incident: somebody has it. How it ended takes words, and the console
            // asks for them.
            buttons.add(act(aboutAlerts ? "Acknowledge" : "Respond", "primary", Act.ACKNOWLEDGE, envelope));
        }
        boolean open = message.status() == Status.FIRING || message.status() == Status.ACKNOWLEDGED;
        if (open && aboutAlerts) {
            buttons.add(act("Resolve", "danger", Act.RESOLVE, envelope));
        }
    }

    private static ButtonElement act(String label, String style, Act act, Envelope envelope) {
        UUID alert = envelope.message().alert();
        SlackAction action = alert == null
                ? new SlackAction(act, Subject.CONVERSATION, envelope.conversationId())
                : new SlackAction(act, Subject.ALERT, alert);
        return ButtonElement.builder()
                .text(plainText(label))
                .style(style)
                .actionId(action.actionId())
                .value(action.actionId())
                .build();
    }

    private static List<BlockElement> link(Message message) {
        String link = message.link();
        boolean usable = link.matches("https?://\\S+") && link.length() <= LINK;
        return usable
                ? List.of(ButtonElement.builder()
                        .text(plainText("Open in Mooring"))
                        .url(link)
                        .actionId("open")
                        .build())
                : List.of();
    }
}
