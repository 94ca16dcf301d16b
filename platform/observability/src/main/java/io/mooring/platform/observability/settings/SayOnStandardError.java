package io.mooring.platform.observability.settings;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** The log is JSON for machines; why a start failed is read by a person, who shall not have to look for line breaks in it. */
final class SayOnStandardError implements FailureAnalysisReporter {

    @Override
    public void report(FailureAnalysis failure) {
        String action = failure.getAction();
        System.err.printf(
                "%nIt does not start. %s%n%s%n", failure.getDescription(), action == null ? "" : action + "\n");
    }
}
