package io.mooring.notifier.input;

import io.mooring.notifier.NotifierSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which inputs there are, when each was heard, and what was not taken. Their secrets are nowhere in it. */
@RestController
@RequestMapping("/api/v1/inputs")
class InputsApi {

    private final Inputs inputs;
    private final InputRecords records;
    private final String consoleUrl;

    InputsApi(Inputs inputs, InputRecords records, NotifierSettings settings) {
        this.inputs = inputs;
        this.records = records;
        this.consoleUrl = settings.consoleUrl();
    }

    record InputView(
            String name,
            String kind,
            String address,
            @Nullable Duration expectedEvery,
            @Nullable Duration grace,
            @Nullable String heartbeatAlert,
            @Nullable Instant lastHeardAt,
            String state,
            long received,
            long refused,
            @Nullable RefusalView lastRefusal) {}

    record RefusalView(Instant at, Instant firstAt, String code, int status, String words, long times) {}

    record InputViews(List<InputView> items) {}

    record RefusalViews(List<RefusalView> items) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<InputViews> list() {
        return records.known().flatMap(known -> Flux.fromIterable(inputs.all())
                .concatMap(input -> records.refusals(input.name()).map(refusals -> view(input, known, refusals)))
                .collectList()
                .map(InputViews::new));
    }

    @GetMapping("/{name}/refusals")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<RefusalViews> refusals(@PathVariable String name) {
        return Mono.fromSupplier(() -> inputs.named(name))
                .flatMap(input -> records.refusals(input.name()))
                .map(refusals ->
                        new RefusalViews(refusals.stream().map(InputsApi::view).toList()));
    }

    private InputView view(Input input, Map<String, InputRecords.Known> all, List<InputRecords.Refusal> refusals) {
        InputRecords.Known known = all.get(input.name());
        InputSettings settings = input.settings();
        return new InputView(
                input.name(),
                input.kind().word(),
                consoleUrl + input.path(),
                settings.expectedEvery(),
                settings.expectedEvery() == null ? null : settings.grace(),
                settings.heartbeatAlert().isBlank() ? null : settings.heartbeatAlert(),
                known == null ? null : known.lastHeardAt(),
                state(settings, known),
                known == null ? 0 : known.received(),
                known == null ? 0 : known.refused(),
                refusals.isEmpty() ? null : view(refusals.getFirst()));
    }

    private static String state(InputSettings settings, InputRecords.@Nullable Known known) {
        Duration longest = settings.longestSilence();
        if (longest == null) {
            return "not-watched";
        }
        if (known == null || known.beatAt() == null) {
            return "never-heard";
        }
        return known.silent().compareTo(longest) < 0 ? "heard" : "late";
    }

    private static RefusalView view(InputRecords.Refusal refusal) {
        return new RefusalView(
                refusal.lastAt(),
                refusal.firstAt(),
                refusal.code(),
                refusal.status(),
                refusal.words(),
                refusal.times());
    }
}
