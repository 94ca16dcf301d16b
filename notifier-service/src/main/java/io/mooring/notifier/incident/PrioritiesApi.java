package io.mooring.notifier.incident;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What priorities mean here, as settings say. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/incidents/priorities")
class PrioritiesApi {

    private final IncidentRules rules;

    PrioritiesApi(IncidentRules rules) {
        this.rules = rules;
    }

    /**
     * One priority.
     *
     * @param respondWithinSeconds in which somebody must respond; null: by the end of the next business day, and nobody is woken
     */
    record PriorityView(String priority, @Nullable Long respondWithinSeconds) {}

    record Priorities(List<PriorityView> items) {}

    /** The most urgent first. */
    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Priorities> list() {
        return Mono.fromSupplier(() ->
                new Priorities(Stream.of(Priority.values()).map(this::view).toList()));
    }

    private PriorityView view(Priority priority) {
        Duration within = rules.respondWithin(priority);
        return new PriorityView(Word.of(priority), within == null ? null : within.toSeconds());
    }
}
