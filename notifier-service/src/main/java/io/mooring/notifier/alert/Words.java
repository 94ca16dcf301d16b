package io.mooring.notifier.alert;

import java.util.List;

/**
 * What is told to people. Longer texts are cut, with an ellipsis: what comes from outside has no bound of its own.
 *
 * @param title one line, at most 150 characters
 * @param text what happened and what to do, plain text, at most 4,000 characters; may be empty
 * @param facts at most 20
 */
public record Words(String title, String text, List<Fact> facts) {

    public static final int TITLE = 150;
    public static final int TEXT = 4_000;
    public static final int FACTS = 20;

    /** Stands for a title in which nothing can be seen: what cannot be read can be opened all the same. */
    private static final String UNSEEN = "(a title in which nothing can be seen)";

    public Words {
        if (title.isBlank()) {
            throw new IllegalArgumentException("What is told to people has a title");
        }
        String line = OutsideText.onOneLine(OutsideText.readable(title).strip());
        title = OutsideText.isSeen(line) ? OutsideText.cut(line, TITLE) : UNSEEN;
        text = OutsideText.cut(OutsideText.readable(text).strip(), TEXT);
        facts = List.copyOf(facts.subList(0, Math.min(FACTS, facts.size())));
    }

    public static Words of(String title, String text) {
        return new Words(title, text, List.of());
    }
}
