package io.mooring.backup.wal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a timeline comes from, as its {@code .history} file tells it (PostgreSQL manual, "Timelines").
 *
 * @param branches the ancestors, oldest first: which timeline, and the position at which it was left
 */
public record TimelineHistory(long timeline, List<Branch> branches) {

    private static final Pattern NAME = Pattern.compile("([0-9A-F]{8})\\.history");
    private static final Pattern LINE = Pattern.compile("(\\d{1,10})\\s+([0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8})(\\s.*)?");

    /** An ancestor and where it was left. */
    public record Branch(long timeline, Lsn leftAt) {}

    public TimelineHistory {
        branches = List.copyOf(branches);
    }

    /** The first timeline has no file and no ancestors. */
    public static TimelineHistory ofFirst() {
        return new TimelineHistory(1, List.of());
    }

    /** The timeline that a history file is of; empty when the name is no such file's. */
    public static Optional<Long> timelineOf(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1), 16)) : Optional.empty();
    }

    /** @throws IllegalArgumentException when the text is no history file's */
    public static TimelineHistory parse(long timeline, String text) {
        List<Branch> branches = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                branches.add(branch(line));
            }
        }
        return new TimelineHistory(timeline, branches);
    }

    private static Branch branch(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of a timeline history: '" + line + "'");
        }
        return new Branch(Long.parseLong(matcher.group(1)), Lsn.parse(matcher.group(2)));
    }

    /**
     * Whether a base backup is of this history: one that was taken on an ancestor and ends behind where that was left holds what this timeline
     * never had, and PostgreSQL refuses to follow it from there.
     */
    boolean knows(BaseSpan base) {
        return base.timeline() == timeline
                || leftAt(base.timeline())
                        .filter(left -> !base.stop().isAfter(left))
                        .isPresent();
    }

    /** Where that ancestor was left; empty for a timeline that is none. */
    Optional<Lsn> leftAt(long ancestor) {
        return branches.stream()
                .filter(branch -> branch.timeline() == ancestor)
                .map(Branch::leftAt)
                .findFirst();
    }
}
