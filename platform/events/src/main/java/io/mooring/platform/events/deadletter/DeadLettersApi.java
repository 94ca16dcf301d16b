package io.mooring.platform.events.deadletter;

import static io.mooring.platform.events.EventsProblem.DEAD_LETTER_ALREADY_DECIDED;
import static io.mooring.platform.events.EventsProblem.DEAD_LETTER_FAILED_AGAIN;
import static io.mooring.platform.events.EventsProblem.DEAD_LETTER_UNKNOWN;

import io.mooring.platform.events.deadletter.DeadLetters.Replay;
import io.mooring.platform.events.deadletter.DeadLetters.ReplayAll;
import io.mooring.platform.events.deadletter.DeadLetters.Source;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Dead letters over HTTP. They hold what events hold, so reading, too, needs an operator. */
@RestController
@RequestMapping("/api/v1/dead-letters")
@PreAuthorize("hasRole('OPERATOR')")
class DeadLettersApi {

    private final DeadLetters letters;
    private final Cursors cursors;

    DeadLettersApi(DeadLetters letters, Cursors cursors) {
        this.letters = letters;
        this.cursors = cursors;
    }

    @GetMapping("/sources")
    Mono<Page<Source>> sources() {
        return letters.sources().map(sources -> new Page<>(sources, null)).onErrorMap(ExplainLetterFailure::inWords);
    }

    @GetMapping
    Mono<Page<DeadLetter>> list(@RequestParam String topic, @RequestParam String group, PageRequest page) {
        String list = "dead-letters?topic=" + topic + "&group=" + group;
        LetterId after = page.cursor() == null
                ? null
                : LetterId.parse(cursors.decode(list, page.cursor(), 1).getFirst());
        return letters.list(topic, group, after, page.limit() + 1)
                .map(found -> Page.of(
                        found,
                        page.limit(),
                        last -> cursors.encode(list, last.id().toString())))
                .onErrorMap(ExplainLetterFailure::inWords);
    }

    /** Handles one letter again; a second replay of a letter that went through changes nothing and answers 409. */
    @PostMapping("/{topic}/{group}/{id}/replay")
    Mono<Replay> replay(
            @PathVariable String topic, @PathVariable String group, @PathVariable String id, Principal operator) {
        return letters.replay(topic, group, id(id), operator.getName())
                .doOnNext(replay -> {
                    switch (replay.outcome()) {
                        case REPLAYED -> {}
                        case FAILED ->
                            throw new ProblemException(
                                    DEAD_LETTER_FAILED_AGAIN,
                                    "The letter " + id + " failed again and keeps waiting: " + replay.failure());
                        case ALREADY_DECIDED ->
                            throw new ProblemException(
                                    DEAD_LETTER_ALREADY_DECIDED,
                                    "The letter " + id + " was replayed or dropped before.");
                        case UNKNOWN -> throw unknown(topic, group, id);
                    }
                })
                .onErrorMap(ExplainLetterFailure::inWords);
    }

    @PostMapping("/{topic}/{group}/replay")
    Mono<ReplayAll> replayAll(@PathVariable String topic, @PathVariable String group, Principal operator) {
        return letters.replayAll(topic, group, operator.getName()).onErrorMap(ExplainLetterFailure::inWords);
    }

    @PostMapping("/{topic}/{group}/{id}/drop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> drop(
            @PathVariable String topic, @PathVariable String group, @PathVariable String id, Principal operator) {
        return letters.drop(topic, group, id(id), operator.getName())
                .onErrorMap(ExplainLetterFailure::inWords)
                .flatMap(dropped -> dropped ? Mono.empty() : Mono.error(unknown(topic, group, id)));
    }

    private static LetterId id(String text) {
        try {
            return LetterId.parse(text);
        } catch (IllegalArgumentException malformed) {
            throw ProblemException.ofField(
                    PlatformProblem.INVALID_REQUEST, "id", String.valueOf(malformed.getMessage()));
        }
    }

    private static ProblemException unknown(String topic, String group, String id) {
        return new ProblemException(
                DEAD_LETTER_UNKNOWN,
                "No letter " + id + " of the topic " + topic + " waits for the group " + group + ".");
    }
}
