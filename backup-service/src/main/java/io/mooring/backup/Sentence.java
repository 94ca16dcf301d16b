package io.mooring.backup;

/** Words for people, as API, events and messages show them: whole sentences, whatever a tool's own words in them were. */
public final class Sentence {

    private Sentence() {}

    /** Begins with a capital and ends with a full stop. Blank stays blank: nothing to say is not a sentence. */
    public static String of(String words) {
        String said = words.strip();
        if (said.isEmpty()) {
            return "";
        }
        String begun = Character.toUpperCase(said.charAt(0)) + said.substring(1);
        return begun.matches("(?s).*[.!?]") ? begun : begun + ".";
    }
}
