package io.mooring.platform.events.deadletter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a letter lies in its dead letter topic; written as {@code <partition>-<offset>}. */
public record LetterId(int partition, long offset) implements Comparable<LetterId> {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

    /** @throws IllegalArgumentException when the text is no such id */
    public static LetterId parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a dead letter's id, such as 0-17");
        }
        return new LetterId(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    @Override
    public int compareTo(LetterId other) {
        int byPartition = Integer.compare(partition, other.partition);
        return byPartition == 0 ? Long.compare(offset, other.offset) : byPartition;
    }

    @JsonValue
    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
