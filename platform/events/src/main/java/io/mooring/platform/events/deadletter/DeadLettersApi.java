package io.mooring.platform.events.deadletter;

import io.mooring.platform.events.OperatorApi;
import io.mooring.platform.events.deadletter.DeadLetters.Replay;
import io.mooring.platform.events.deadletter.DeadLetters.ReplayAll;
import io.mooring.platform.events.deadletter.DeadLetters.Source;
import io.mooring.platform.events.deadletter.DeadLetters.UnknownSource;
import java.security.Principal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Dead letters over HTTP. They hold what events hold, so reading, too, needs an operator. */
@RestController
@RequestMapping("/api/v1/dead-letters")
@PreAuthorize("hasRole('OPERATOR')")
class DeadLettersApi {

    private final DeadLetters letters;

    DeadLettersApi(DeadLetters letters) {
        this.letters = letters;
    }

    @GetMapping("/sources")
    Mono<OperatorApi.Page<Source>> sources() {
        return letters.sources().map(sources -> new OperatorApi.Page<>(sources, null));
    }

    @GetMapping
    Mono<OperatorApi.Page<DeadLetter>> list(
            @RequestParam String topic,
            @RequestParam String group,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = OperatorApi.limit(limit);
        LetterId after = cursor == null ? null : OperatorApi.valid(cursor, LetterId::parse);
        return translated(letters.list(topic, group, after, size).map(page -> {
            String next = page.size() < size ? null : page.getLast().id().toString();
            return new OperatorApi.Page<>(page, next);
        }));
    }

    @PostMapping("/{topic}/{group}/{id}/replay")
    Mono<ResponseEntity<Replay>> replay(
            @PathVariable String topic,
            @PathVariable String group,
            @PathVariable String id,
            @Nullable Principal principal) {
        LetterId letter = OperatorApi.valid(id, LetterId::parse);
        return translated(letters.replay(topic, group, letter, OperatorApi.name(principal)))
                .map(replay -> switch (replay.outcome()) {
                    case REPLAYED -> ResponseEntity.ok(replay);
                    case FAILED ->
                        throw OperatorApi.problem(
                                HttpStatus.CONFLICT,
                                "dead-letter-failed-again",
                                "The letter " + id + " failed again and keeps waiting: " + replay.failure());
                    case ALREADY_DECIDED ->
                        throw OperatorApi.problem(
                                HttpStatus.CONFLICT,
                                "dead-letter-already-decided",
                                "The letter " + id + " was replayed or dropped before");
                    case UNKNOWN -> throw unknown(topic, group, id);
                });
    }

    @PostMapping("/{topic}/{group}/replay")
    Mono<ReplayAll> replayAll(@PathVariable String topic, @PathVariable String group, @Nullable Principal principal) {
        return translated(letters.replayAll(topic, group, OperatorApi.name(principal)));
    }

    @PostMapping("/{topic}/{group}/{id}/drop")
    Mono<ResponseEntity<Void>> drop(
            @PathVariable String topic,
            @PathVariable String group,
            @PathVariable String id,
            @Nullable Principal principal) {
        LetterId letter = OperatorApi.valid(id, LetterId::parse);
        return translated(letters.drop(topic, group, letter, OperatorApi.name(principal)))
                .map(dropped -> {
                    if (!dropped) {
                        throw unknown(topic, group, id);
                    }
                    return ResponseEntity.noContent().build();
                });
    }

    private static <T> Mono<T> translated(Mono<T> answer) {
        Function<UnknownSource, Throwable> notFound = unknown ->
                OperatorApi.problem(HttpStatus.NOT_FOUND, "dead-letter-source-unknown", unknown.getMessage());
        return answer.onErrorMap(UnknownSource.class, notFound);
    }

    private static RuntimeException unknown(String topic, String group, String id) {
        return OperatorApi.problem(
                HttpStatus.NOT_FOUND,
                "dead-letter-unknown",
                "No letter " + id + " of the topic " + topic + " waits for the group " + group);
    }
}
