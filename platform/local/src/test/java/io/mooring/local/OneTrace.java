package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.local.ServiceLog.Line;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whoever knows a run finds, by one trace id or one correlation id, what every service wrote about it. */
final class OneTrace {

    private OneTrace() {}

    static void leadsFromTheRunToItsNotice(RunningSystem system, String runId) {
        List<Line> run = system.log("backup").lines().stream()
                .filter(line -> line.message().contains(runId))
                .toList();
        assertThat(run).extracting(Line::message).anyMatch(message -> message.contains("is completed"));
        String trace = only(run.stream().map(Line::traceId).collect(Collectors.toSet()));
        String correlation = only(run.stream().map(Line::correlationId).collect(Collectors.toSet()));

        List<Line> notice = await().until(
                        () -> system.log("notifier").lines().stream()
                                .filter(line -> line.traceId().equals(trace))
                                .toList(),
                        lines -> lines.stream().anyMatch(line -> line.message().contains("DELIVERED")));
        assertThat(notice).extracting(Line::correlationId).containsOnly(correlation);
    }

    private static String only(Set<String> ids) {
        assertThat(ids).hasSize(1).doesNotContain("");
        return ids.iterator().next();
    }
}
