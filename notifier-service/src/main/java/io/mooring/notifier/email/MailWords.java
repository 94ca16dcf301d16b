package io.mooring.notifier.email;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.channel.PlainText;
import io.mooring.notifier.message.Message;
import java.util.List;
import java.util.Locale;

/** A message in the parts that both forms of a mail are made of; cut and cleaned, not yet escaped. */
record MailWords(
        String subject,
        String state,
        String title,
        String text,
        List<Fact> facts,
        List<String> lines,
        String more,
        String remark,
        String link,
        String correlation) {

    private static final int TITLE = 150;
    private static final int SUBJECT = 250;
    private static final int TEXT = 4_000;
    private static final int LINE = 500;

    static MailWords of(Message message) {
        String title = line(message.words().title(), TITLE);
        String remark = line(message.remark(), LINE);
        String subject = mark(message) + title + (remark.isEmpty() ? "" : " – " + remark);
        return new MailWords(
                line(subject, SUBJECT),
                state(message),
                title,
                PlainText.lines(message.words().text(), TEXT),
                message.words().facts().stream()
                        .map(fact -> new Fact(line(fact.name(), LINE), PlainText.lines(fact.value(), LINE)))
                        .toList(),
                message.lines().stream().limit(20).map(line -> line(line, LINE)).toList(),
                message.moreInWords(),
                remark.equals(line(message.words().text(), LINE)) ? "" : remark,
                message.link().matches("https?://\\S+") ? message.link() : "",
                line(message.correlationId(), LINE));
    }

    /** What is over is told apart at a glance; what is not says how grave it is. */
    private static String mark(Message message) {
        return switch (message.status()) {
            case FIRING, NEWS -> "[" + message.severity() + "] ";
            case ACKNOWLEDGED -> "[" + message.severity() + ", acknowledged] ";
            case RESOLVED -> "[RESOLVED] ";
            case NOTICE -> "";
        };
    }

    private static String state(Message message) {
        String severity = message.severity().name().toLowerCase(Locale.ROOT);
        String by = message.by() == null ? "" : " by " + line(message.by(), TITLE);
        return switch (message.status()) {
            case FIRING -> "Firing, " + severity;
            case ACKNOWLEDGED -> "Acknowledged" + by + ", " + severity;
            case RESOLVED -> "Resolved" + by + ", was " + severity;
            case NEWS -> "For information, " + severity;
            case NOTICE -> "";
        };
    }

    private static String line(String text, int most) {
        return PlainText.line(text, most);
    }
}
