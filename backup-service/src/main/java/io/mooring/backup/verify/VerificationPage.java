package io.mooring.backup.verify;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A verification as a page to print. */
final class VerificationPage {

    private VerificationPage() {}

    static String of(Verification one, Instant now) {
        VerificationRequest request = one.request();
        PrintablePage page = new PrintablePage(
                        (request.kind() == VerificationKind.CHECKSUMS ? "Checksums of " : "Restore test of ")
                                + request.planName())
                .paragraph(summary(one));
        page.table(List.of("", ""), facts(one, now));
        page.heading("Verdicts").table(List.of("Question", "Verdict", "Reason"), verdicts(one.findings()));
        if (request.kind() == VerificationKind.CHECKSUMS) {
            page.heading("Copies")
                    .table(List.of("Location", "Verdict", "Objects read", "Bytes read", "Reason"), copies(one));
            page.table(List.of("Location", "Object", "What is wrong"), damages(one));
        }
        Measured measured = one.measured();
        if (measured != null) {
            page.heading("Measured").table(List.of("Step", "Took"), steps(measured));
            page.table(
                    List.of("Table or file", "Rows expected", "Rows restored", "What is wrong"), differences(measured));
        }
        String remedy = one.remedy();
        if (remedy != null) {
            page.heading("What to do").paragraph(remedy);
        }
        return page.end();
    }

    private static String summary(Verification one) {
        return switch (one.state()) {
            case QUEUED -> "It waits for its turn.";
            case RUNNING -> "It is going on; what is not answered yet is unknown.";
            case PASSED -> "Every question that was asked has a good answer.";
            case FAILED -> "Failed: " + one.findings().troubles().getFirst().reason();
            case INCONCLUSIVE ->
                "Not decided: "
                        + one.findings().troubles().stream()
                                .map(Finding::reason)
                                .findFirst()
                                .orElse("nothing was asked.");
            case CANCELLED -> "It was cancelled: nothing is known by it.";
        };
    }

    private static List<List<String>> facts(Verification one, Instant now) {
        VerificationRequest request = one.request();
        var objective = request.objective();
        return List.of(
                List.of("State", one.state().word()),
                List.of("Plan", request.planName() + " (" + request.planId() + ")"),
                List.of("Backup", request.runId() + ", taken " + time(request.takenAt())),
                List.of(
                        "Asked for",
                        request.trigger().word()
                                + (request.requestedBy() == null ? "" : ", by " + request.requestedBy())),
                List.of("Began", time(one.startedAt())),
                List.of("Ended", time(one.finishedAt())),
                List.of(
                        "Recovery time objective",
                        objective == null ? "none" : PrintablePage.duration(objective.toMillis())),
                List.of("Verification", one.id()),
                List.of("Printed", time(now)));
    }

    private static List<List<String>> verdicts(Findings findings) {
        return List.of(
                verdict("Is every byte there?", findings.present()),
                verdict("Does it decrypt, decompress and load?", findings.restorable()),
                verdict("Is the data what was backed up?", findings.dataIntact()),
                verdict("Was it within the recovery time objective?", findings.fastEnough()));
    }

    private static List<String> verdict(String question, Finding finding) {
        return List.of(question, finding.verdict().word(), finding.reason());
    }

    private static List<List<String>> copies(Verification one) {
        return one.copies().stream()
                .map(copy -> List.of(
                        copy.locationId(),
                        copy.present().verdict().word(),
                        copy.objectsRead() + " of " + copy.objects(),
                        copy.bytesRead() + " of " + copy.bytes(),
                        copy.present().reason()))
                .toList();
    }

    private static List<List<String>> damages(Verification one) {
        return one.copies().stream()
                .flatMap(copy -> copy.damages().stream()
                        .map(damage -> List.of(copy.locationId(), damage.objectKey(), damage.problem())))
                .toList();
    }

    private static List<List<String>> steps(Measured measured) {
        return measured.steps().stream()
                .map(step -> List.of(step.name(), PrintablePage.duration(step.millis())))
                .toList();
    }

    private static List<List<String>> differences(Measured measured) {
        return measured.differences().stream()
                .map(difference -> List.of(
                        difference.name(),
                        rows(difference.expectedRows()),
                        rows(difference.restoredRows()),
                        difference.problem()))
                .toList();
    }

    private static String rows(@Nullable Long rows) {
        return rows == null ? "-" : rows.toString();
    }

    static String time(@Nullable Instant at) {
        return at == null ? "not yet" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
