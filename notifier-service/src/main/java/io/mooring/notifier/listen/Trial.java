package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Report;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would become of an event.
 *
 * @param rules every rule about such events, with whether it applies and why
 */
record Trial(String event, List<Said> reports, List<Verdict> rules) {

    /** @param verdict matched, not-matched or failed */
    record Verdict(String rule, String verdict, String why) {}

    /** A report, and the rule that makes it. */
    record Said(
            String rule,
            String key,
            String says,
            String severity,
            String title,
            String text,
            List<Fact> facts,
            Map<String, String> labels,
            Instant at,
            @Nullable String endsWhenQuietFor) {

        static Said of(String rule, Report report) {
            return new Said(
                    rule,
                    report.key(),
                    report.says().name().toLowerCase(Locale.ROOT),
                    report.severity().name().toLowerCase(Locale.ROOT),
                    report.words().title(),
                    report.words().text(),
                    report.words().facts(),
                    report.labels(),
                    report.at(),
                    report.endsWhenQuietFor() == null
                            ? null
                            : report.endsWhenQuietFor().toString());
        }
    }
}
