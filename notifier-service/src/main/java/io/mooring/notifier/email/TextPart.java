package io.mooring.notifier.email;

import io.mooring.notifier.alert.Fact;

/** A mail for those who read plain text. */
final class TextPart {

    private TextPart() {}

    static String of(MailWords words) {
        StringBuilder text = new StringBuilder(words.title());
        text.append(words.state().isEmpty() ? "" : "\n" + words.state());
        paragraph(text, words.remark());
        paragraph(text, words.text());
        if (!words.lines().isEmpty()) {
            paragraph(text, "- " + String.join("\n- ", words.lines()));
        }
        paragraph(text, words.more());
        text.append(words.facts().isEmpty() ? "" : "\n");
        for (Fact fact : words.facts()) {
            text.append('\n').append(fact.name()).append(": ").append(fact.value());
        }
        paragraph(text, words.link());
        paragraph(text, words.correlation().isEmpty() ? "" : "Correlation " + words.correlation());
        return text.append('\n').toString();
    }

    private static void paragraph(StringBuilder text, String words) {
        if (!words.isBlank()) {
            text.append("\n\n").append(words);
        }
    }
}
