package io.mooring.platform.events.relay;

import static io.mooring.platform.events.EventsProblem.OUTBOX_PROBLEM_UNKNOWN;

import io.mooring.platform.events.relay.OutboxProblems.Problem;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.ProblemException;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Events that could not be sent, over HTTP, for operators. */
@RestController
@RequestMapping("/api/v1/outbox-problems")
@PreAuthorize("hasRole('OPERATOR')")
class OutboxProblemsApi {

    private static final String LIST = "outbox-problems";

    private final OutboxProblems problems;
    private final Cursors cursors;

    OutboxProblemsApi(OutboxProblems problems, Cursors cursors) {
        this.problems = problems;
        this.cursors = cursors;
    }

    /** In the order in which the events were appended. */
    @GetMapping
    Mono<Page<Problem>> list(PageRequest page) {
        long after = page.cursor() == null
                ? 0
                : Long.parseLong(cursors.decode(LIST, page.cursor(), 1).getFirst());
        return problems.list(after, page.limit() + 1)
                .collectList()
                .map(found ->
                        Page.of(found, page.limit(), last -> cursors.encode(LIST, Long.toString(last.position()))));
    }

    /** Makes the next attempt due now; repeating it does no harm. */
    @PostMapping("/{position}/retry")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> retry(@PathVariable long position) {
        return decided(position, problems.retry(position));
    }

    /** Gives the event up for good and frees its key. */
    @PostMapping("/{position}/drop")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> drop(@PathVariable long position, Principal operator) {
        return decided(position, problems.drop(position, operator.getName()));
    }

    private static Mono<Void> decided(long position, Mono<Boolean> decision) {
        return decision.flatMap(done -> done
                ? Mono.empty()
                : Mono.error(new ProblemException(
                        OUTBOX_PROBLEM_UNKNOWN,
                        "No event at position " + position + " waits: it was sent or dropped, or never was.")));
    }
}
