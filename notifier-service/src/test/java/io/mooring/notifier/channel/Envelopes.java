package io.mooring.notifier.channel;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import io.mooring.notifier.message.Operation;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Envelopes of one conversation at one destination. */
public final class Envelopes {

    public static final UUID ALERT = UUID.fromString("01890a5d-ac96-774b-bcce-b302099a8057");
    public static final String LINK = "https://mooring.example.org/alerts/" + ALERT;

    private final UUID conversation = UUID.randomUUID();
    private final Destination destination;

    public Envelopes(Destination destination) {
        this.destination = destination;
    }

    public Envelope open(String title) {
        return of(Operation.OPEN, message(Status.FIRING, title, ""), null);
    }

    public Envelope update(String title, String reference) {
        return of(Operation.UPDATE, message(Status.FIRING, title, "Now graver"), reference);
    }

    public Envelope call(String title, String reference) {
        return of(Operation.CALL, message(Status.FIRING, title, "Nobody has looked yet"), reference);
    }

    public Envelope close(String title, String reference) {
        return of(Operation.CLOSE, message(Status.RESOLVED, title, "It is over"), reference);
    }

    public Envelope acknowledged(Operation operation, String title, String reference) {
        return of(operation, message(Status.ACKNOWLEDGED, title, "Ann has it"), reference);
    }

    /** As it would come from somebody who controls a name, a label or a text that finds its way into an alert. */
    public Envelope hostile() {
        String evil =
                "<!channel> <@U123> @here <script>alert(1)</script> <img src=x onerror=alert(2)> &amp; \u0000\u0007"
                        + "\r\nBcc: all@example.org\r\n\r\n.\r\nMAIL FROM:<a@b> *b* `c` {{7*7}} ${jndi:x} \u202e 🚨 Ünïcode";
        String endless = evil + "x".repeat(50_000);
        List<Fact> facts = Collections.nCopies(20, new Fact(evil, endless));
        Message message = new Message(
                Status.FIRING,
                Severity.EMERGENCY,
                new Words(evil, endless, facts),
                Collections.nCopies(20, endless),
                1_000_000,
                endless,
                endless,
                LINK,
                ALERT,
                evil);
        return of(Operation.OPEN, message, null);
    }

    public Envelope of(Operation operation, Message message, @Nullable String reference) {
        return new Envelope(UUID.randomUUID(), conversation, destination, operation, message, reference);
    }

    public static Message message(Status status, String title, String remark) {
        Words words = new Words(title, "The disk of the shop is full", List.of(new Fact("Plan", "shop")));
        String by = status == Status.ACKNOWLEDGED || status == Status.RESOLVED ? "Ann" : null;
        return new Message(status, Severity.CRITICAL, words, List.of(), 0, remark, by, LINK, ALERT, "c-1");
    }
}
