package io.mooring.backup.fresh;

import io.mooring.platform.web.paging.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What should have happened and did not. */
@RestController
@RequestMapping("/api/v1/overdue")
@Tag(name = "Overdue", description = "Backups, restore tests and drills that did not happen")
final class OverdueApi {

    private final FindOverdue findOverdue;

    OverdueApi(FindOverdue findOverdue) {
        this.findOverdue = findOverdue;
    }

    /**
     * Something that is overdue.
     *
     * @param kind backup, restore-test or recovery-drill
     * @param expectedAt the first time at which it was wanted and did not happen
     * @param graceSeconds how much later would still have been in time
     * @param lastDoneAt when it last happened; null when never
     */
    record OverdueView(
            String planId,
            String planName,
            String kind,
            Instant expectedAt,
            long graceSeconds,
            @Nullable Instant lastDoneAt) {

        static OverdueView of(Overdue overdue) {
            Expected expected = overdue.expected();
            return new OverdueView(
                    expected.planId(),
                    expected.planName(),
                    expected.kind().word(),
                    overdue.since(),
                    expected.grace().toSeconds(),
                    expected.lastDoneAt());
        }
    }

    @GetMapping
    @Operation(summary = "Everything that is overdue now", description = "There is little: one page holds it all.")
    Mono<Page<OverdueView>> all() {
        return findOverdue.all().map(OverdueView::of).collectList().map(all -> new Page<>(all, null));
    }
}
