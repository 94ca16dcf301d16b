package io.mooring.backup.wal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How it stands, in one word and one reason: the worst that is true. */
final class JudgeWal {

    /** Where a plan has no objective, more than this is worth a look. */
    private static final Duration WITHOUT_OBJECTIVE = Duration.ofMinutes(1);

    private JudgeWal() {}

    /** What is known; empty where nothing is wrong, or nothing is known. */
    record Findings(
            boolean reachable,
            Optional<WalFault> source,
            Optional<WalFault> receiver,
            List<WalFault> locations,
            @Nullable String slotStatus,
            Optional<Duration> rpo,
            @Nullable Duration objective,
            Optional<WalContinuity.Gap> gap) {}

    record Verdict(WalReport.State state, @Nullable String reason) {}

    static Verdict judge(Findings findings) {
        if (!findings.reachable()) {
            return new Verdict(
                    WalReport.State.UNKNOWN,
                    findings.source().map(WalFault::toString).orElse("The source has not been asked yet."));
        }
        if (findings.source().isPresent()) {
            return new Verdict(WalReport.State.DOWN, findings.source().get().toString());
        }
        if (findings.rpo().isEmpty()) {
            return new Verdict(
                    findings.receiver().isPresent() ? WalReport.State.DOWN : WalReport.State.UNKNOWN,
                    trouble(findings).orElse("Nothing has been shipped since receiving began."));
        }
        return judge(findings, findings.rpo().get());
    }

    private static Verdict judge(Findings findings, Duration rpo) {
        Duration limit = findings.objective() == null ? WITHOUT_OBJECTIVE : findings.objective();
        if (rpo.compareTo(limit) > 0) {
            String late = "The recovery point is %d s old, %s is %d s."
                    .formatted(
                            rpo.toSeconds(),
                            findings.objective() == null ? "what is usual" : "the objective",
                            limit.toSeconds());
            return new Verdict(
                    findings.objective() == null ? WalReport.State.WARNING : WalReport.State.DOWN,
                    trouble(findings).map(why -> late + " " + why).orElse(late));
        }
        return trouble(findings)
                .map(why -> new Verdict(WalReport.State.WARNING, why))
                .orElse(new Verdict(WalReport.State.HEALTHY, null));
    }

    private static Optional<String> trouble(Findings findings) {
        return findings.receiver()
                .map(WalFault::toString)
                .or(() -> findings.locations().stream().findFirst().map(WalFault::toString))
                .or(() -> "unreserved".equals(findings.slotStatus())
                        ? Optional.of("The server is about to give up the replication slot: it holds more WAL than"
                                + " max_slot_wal_keep_size allows. Raise that, or find out what holds up receiving.")
                        : Optional.empty())
                .or(() -> findings.gap().map(JudgeWal::words));
    }

    static String words(WalContinuity.Gap gap) {
        return "WAL is missing from %s to %s. No earlier base backup can be rolled forward past it: take a new one."
                .formatted(gap.after(), gap.before());
    }
}
