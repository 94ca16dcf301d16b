package io.mooring.backup.rebuild;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a server's recovery went, in its own words.
 *
 * @param upTo the position behind the last record that was replayed, such as {@code 0/5000060}; null when it did not say
 * @param lastTransaction when the last transaction that was replayed was committed, as the source's clock had it; null when none was
 */
public record Recovered(@Nullable String upTo, @Nullable Instant lastTransaction) {

    /** Of StartupXLOG in xlog.c; said in English since lc_messages is C, and in UTC since timezone is. */
    private static final Pattern REDO = Pattern.compile("redo done at ([0-9A-F]+/[0-9A-F]+)");

    private static final Pattern LAST = Pattern.compile(
            "last completed transaction was at log time (\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)\\+00");

    static Recovered of(String log) {
        return new Recovered(
                last(REDO, log).map(match -> match.group(1)).orElse(null),
                last(LAST, log)
                        .map(match -> Instant.parse(match.group(1) + "T" + match.group(2) + "Z"))
                        .orElse(null));
    }

    private static Optional<MatchResult> last(Pattern pattern, String log) {
        return pattern.matcher(log).results().reduce((former, later) -> later);
    }
}
