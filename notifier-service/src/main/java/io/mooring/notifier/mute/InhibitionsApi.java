package io.mooring.notifier.mute;

import io.mooring.notifier.NotifierSettings;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The rules by which alerts keep others back, as the settings say. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/inhibitions")
@Tag(name = "Inhibitions", description = "Which open alerts keep others from being told")
class InhibitionsApi {

    private final NotifierSettings settings;

    InhibitionsApi(NotifierSettings settings) {
        this.settings = settings;
    }

    /** All of them. */
    record Rules(List<Rule> items) {}

    /** One rule. */
    record Rule(
            String name, List<MatcherView> source, List<MatcherView> target, List<String> equal, boolean emergency) {

        static Rule of(Inhibition rule) {
            return new Rule(
                    rule.name(),
                    MatcherView.of(rule.source()),
                    MatcherView.of(rule.target()),
                    rule.equal(),
                    rule.emergency());
        }
    }

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Inhibition rules")
    Mono<Rules> list() {
        return Mono.fromSupplier(() -> new Rules(settings.inhibitions().stream()
                .map(Inhibition::of)
                .map(Rule::of)
                .toList()));
    }
}
