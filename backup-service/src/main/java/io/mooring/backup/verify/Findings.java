package io.mooring.backup.verify;

import java.util.List;
import java.util.stream.Stream;

/**
 * The four questions.
 *
 * @param present is every byte there with the right checksum?
 * @param restorable does it decrypt, decompress and load?
 * @param dataIntact is what came back what was there: row counts and hashes, files and their contents?
 * @param fastEnough was it restored within the plan's recovery time objective?
 */
public record Findings(Finding present, Finding restorable, Finding dataIntact, Finding fastEnough) {

    static final Finding NOT_YET = Finding.unknown("Not looked at yet.");

    /** Before anything was looked at. */
    static Findings notYet(VerificationKind kind) {
        return switch (kind) {
            case CHECKSUMS -> checksums(NOT_YET);
            case RESTORE_TEST -> new Findings(NOT_YET, NOT_YET, NOT_YET, NOT_YET);
        };
    }

    /** What re-reading tells. */
    static Findings checksums(Finding present) {
        Finding notAsked = Finding.skipped("Checksums were read; nothing was restored.");
        return new Findings(present, notAsked, notAsked, notAsked);
    }

    /** Failed when one is, else inconclusive when one is unknown, else passed. */
    VerificationState outcome() {
        if (all().anyMatch(finding -> finding.is(Verdict.FAILED))) {
            return VerificationState.FAILED;
        }
        return all().anyMatch(finding -> finding.is(Verdict.UNKNOWN))
                        || all().noneMatch(finding -> finding.is(Verdict.PASSED))
                ? VerificationState.INCONCLUSIVE
                : VerificationState.PASSED;
    }

    /** What stands in the way of "passed", most important first. */
    List<Finding> troubles() {
        return Stream.of(Verdict.FAILED, Verdict.UNKNOWN)
                .flatMap(verdict -> all().filter(finding -> finding.is(verdict)))
                .toList();
    }

    private Stream<Finding> all() {
        return Stream.of(present, restorable, dataIntact, fastEnough);
    }
}
