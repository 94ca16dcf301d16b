package io.mooring.notifier.input;

import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Notes what inputs sent in vain, also what was refused before anybody read it. When the sender was known, people are told:
 * it will not send this again.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
final class NoteRefusals implements WebFilter {

    /** Set on a request whose sender has shown the input's secret in the body. */
    static final String PROVEN = NoteRefusals.class.getName() + ".proven";

    private static final Logger log = LoggerFactory.getLogger(NoteRefusals.class);
    private static final Pattern PATH = Pattern.compile("/api/v1/inputs/([^/]+)/[^/]+");
    private static final int KEPT = 50;
    private static final int WORDS = 300;
    private static final int WRITTEN_EACH_SECOND = 10;
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final Duration LASTS = Duration.ofHours(1);

    private final Inputs inputs;
    private final InputRecords records;
    private final Reports reports;
    private final TransactionalOperator transaction;
    private final InputMeters meters;
    private final InstantSource clock;
    private final Budget ofKnown = new Budget(WRITTEN_EACH_SECOND);
    private final Budget ofStrangers = new Budget(WRITTEN_EACH_SECOND);

    NoteRefusals(
            Inputs inputs,
            InputRecords records,
            Reports reports,
            TransactionalOperator transaction,
            InputMeters meters,
            InstantSource clock) {
        this.inputs = inputs;
        this.records = records;
        this.reports = reports;
        this.transaction = transaction;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Matcher path = PATH.matcher(exchange.getRequest().getPath().value());
        boolean ofInput =
                exchange.getRequest().getMethod() == HttpMethod.POST && path.matches() && inputs.has(path.group(1));
        Mono<Void> answered = chain.filter(exchange);
        return ofInput
                ? answered.onErrorResume(failure ->
                        note(inputs.named(path.group(1)), exchange, failure).then(Mono.error(failure)))
                : answered;
    }

    private Mono<Void> note(Input input, ServerWebExchange exchange, Throwable failure) {
        InputRecords.Refusal refusal = refusal(failure, clock.instant());
        meters.refused(input.name(), refusal.code());
        // What failed here is sent again; it was not refused.
        if (refusal.status() >= 500 || refusal.status() == 429) {
            return Mono.empty();
        }
        // Whoever sends nonsense as fast as it can shall not keep the database busy, and hide what others lose.
        boolean isKnown = isKnown(input, exchange);
        if (!(isKnown ? ofKnown : ofStrangers).spend(input.name(), clock.instant())) {
            return Mono.empty();
        }
        Mono<Void> noted = records.refused(input.name(), refusal, KEPT);
        Mono<Void> told = isKnown ? reports.hear(List.of(lost(input, refusal))) : Mono.empty();
        return transaction
                .transactional(noted.then(told))
                .timeout(LONGEST)
                .doOnError(away -> log.warn("A refusal by {} could not be noted: {}", input, away.toString()))
                .onErrorComplete();
    }

    /** Looked at here once more: a body that says it is too large is refused before anybody else looks. */
    private static boolean isKnown(Input input, ServerWebExchange exchange) {
        return input.kind().provesItselfFirst()
                ? input.credential().admits(exchange.getRequest().getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                : exchange.getAttribute(PROVEN) != null;
    }

    private static InputRecords.Refusal refusal(Throwable failure, Instant now) {
        return switch (failure) {
            case ProblemException problem ->
                new InputRecords.Refusal(
                        problem.problem().code(),
                        problem.problem().status().value(),
                        Plain.cut(problem.detail(), WORDS),
                        1,
                        now,
                        now);
            case ResponseStatusException status ->
                new InputRecords.Refusal(
                        "bad-request",
                        status.getStatusCode().value(),
                        Plain.cut("Refused: " + status.getStatusCode(), WORDS),
                        1,
                        now,
                        now);
            default -> new InputRecords.Refusal("internal-error", 500, "", 1, now, now);
        };
    }

    private static Report lost(Input input, InputRecords.Refusal refusal) {
        Words words = Words.of(
                "Messages of input " + input.name() + " are refused",
                refusal.words()
                        + " What they would have told is not known here, and they are not sent again. See GET /api/v1/inputs/"
                        + input.name() + "/refusals.");
        return new Report(
                input.ownKey("refused"),
                Report.Says.FIRING,
                // As grave as what may have been in them: nobody here knows.
                Severity.CRITICAL,
                words,
                input.labels(Map.of()),
                refusal.lastAt(),
                Origin.of(input.ownKey("refused"), "InputRefused", input.source()),
                LASTS);
    }
}
