package io.mooring.notifier.delivery;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import java.util.List;

/** Messages to test with. */
public final class Messages {

    private Messages() {}

    public static Message of(String title, Severity severity) {
        return new Message(
                Status.FIRING, severity, Words.of(title, "What happened."), List.of(), 0, "", null, "", null, "c-1");
    }

    public static Message of(String title) {
        return of(title, Severity.CRITICAL);
    }
}
