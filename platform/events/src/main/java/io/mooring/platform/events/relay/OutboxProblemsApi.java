package io.mooring.platform.events.relay;

import io.mooring.platform.events.OperatorApi;
import io.mooring.platform.events.relay.OutboxProblems.Problem;
import java.security.Principal;
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

/** Events that could not be sent, over HTTP, for operators. */
@RestController
@RequestMapping("/api/v1/outbox-problems")
@PreAuthorize("hasRole('OPERATOR')")
class OutboxProblemsApi {

    private final OutboxProblems problems;

    OutboxProblemsApi(OutboxProblems problems) {
        this.problems = problems;
    }

    @GetMapping
    Mono<OperatorApi.Page<Problem>> list(
            @RequestParam(defaultValue = "0") long cursor, @RequestParam(defaultValue = "50") int limit) {
        int size = OperatorApi.limit(limit);
        return problems.list(cursor, size)
                .collectList()
                .map(items -> new OperatorApi.Page<>(
                        items,
                        items.size() < size
                                ? null
                                : Long.toString(items.getLast().position())));
    }

    @PostMapping("/{position}/retry")
    Mono<ResponseEntity<Void>> retry(@PathVariable long position) {
        return answer(position, problems.retry(position));
    }

    @PostMapping("/{position}/drop")
    Mono<ResponseEntity<Void>> drop(@PathVariable long position, @Nullable Principal principal) {
        return answer(position, problems.drop(position, OperatorApi.name(principal)));
    }

    private static Mono<ResponseEntity<Void>> answer(long position, Mono<Boolean> decision) {
        return decision.map(done -> {
            if (!done) {
                throw OperatorApi.problem(
                        HttpStatus.NOT_FOUND,
                        "outbox-problem-unknown",
                        "No event at position " + position + " is a problem");
            }
            return ResponseEntity.noContent().build();
        });
    }
}
