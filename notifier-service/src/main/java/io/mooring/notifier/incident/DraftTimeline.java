package io.mooring.notifier.incident;

import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The timeline as a table of a post-mortem. It stays within what can be saved: where it is too long the middle is left
 * out, and said to be; how it began and how it ended are there in any case.
 */
final class DraftTimeline {

    /** The beginning and the end have as much each; the rest of the draft has as much as both leave of what is saved. */
    static final int HALF = 75_000;

    private final DateTimeFormatter time;

    DraftTimeline(DateTimeFormatter time) {
        this.time = time;
    }

    /** @param passages in their order; those in the middle may be missing */
    String of(List<Timeline.Passage> passages) {
        StringBuilder table = new StringBuilder("| When | What | Who | |\n|---|---|---|---|\n");
        int next = begin(passages, table);
        StringBuilder ending = new StringBuilder();
        int first = end(passages, next, ending);
        long shown = next + passages.size() - first;
        long missing = passages.isEmpty() ? 0 : passages.getLast().of() - shown;
        if (missing > 0) {
            table.append("| | | | _")
                    .append(missing)
                    .append(" lines are left out here; the incident's timeline has them all._ |\n");
        }
        return table.append(ending).toString();
    }

    /** @return index of the first that is not shown */
    private int begin(List<Timeline.Passage> passages, StringBuilder table) {
        int next = 0;
        while (next < passages.size() && passages.get(next).number() == next + 1L) {
            String row = row(passages.get(next));
            if (table.length() + row.length() > HALF) {
                break;
            }
            table.append(row);
            next++;
        }
        return next;
    }

    /** @return index of the first that is shown */
    private int end(List<Timeline.Passage> passages, int from, StringBuilder table) {
        int first = passages.size();
        while (first > from && passages.get(first - 1).fromEnd() == passages.size() - first) {
            String row = row(passages.get(first - 1));
            if (table.length() + row.length() > HALF) {
                break;
            }
            table.insert(0, row);
            first--;
        }
        return first;
    }

    private String row(Timeline.Passage passage) {
        Entry entry = passage.entry();
        String by = entry.by();
        return "| " + time.format(entry.at()) + " | " + Word.of(entry.what()) + " | "
                + (by == null ? "" : DraftPostMortem.plain(by)) + " | " + DraftPostMortem.plain(words(passage))
                + " |\n";
    }

    private static String words(Timeline.Passage passage) {
        String words = passage.entry().words();
        return passage.entries() == 1 ? words : passage.entries() + " times, the first: " + words;
    }
}
