package io.mooring.notifier.listen;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

/** Which rules there are, and what they would make of an event. */
@RestController
@RequestMapping("/api/v1/rules")
class RulesApi {

    private final RuleBook rules;
    private final TryRules trials;
    private final InstantSource clock;

    RulesApi(RuleBook rules, TryRules trials, InstantSource clock) {
        this.rules = rules;
        this.trials = trials;
        this.clock = clock;
    }

    /** All of them, in the order in which they are asked. */
    record Rules(List<RuleView> items) {}

    /**
     * @param event its short name, such as {@code BackupFailed}
     * @param payload its fields as JSON, times in ISO 8601
     */
    record Try(@Nullable String event, @Nullable JsonNode payload) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Rules> list() {
        return Mono.just(new Rules(rules.rules().stream().map(RuleView::of).toList()));
    }

    /** Changes nothing, so that whoever may look may try. */
    @PostMapping("/try")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Trial> attempt(@RequestBody Try asked) {
        return Mono.fromCallable(() -> trials.of(asked.event(), asked.payload(), clock.instant()))
                .subscribeOn(Schedulers.parallel());
    }
}
