package io.mooring.notifier.alert;

import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.security.Principal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Raises an alert by hand: a person saw something that no machine did. */
@RestController
class RaiseApi {

    private final Reports reports;
    private final AlertStore alerts;
    private final AuditAlertActs audit;
    private final ShowAlerts show;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    RaiseApi(
            Reports reports,
            AlertStore alerts,
            AuditAlertActs audit,
            ShowAlerts show,
            ReactiveTransactionManager transactions,
            InstantSource clock) {
        this.reports = reports;
        this.alerts = alerts;
        this.audit = audit;
        this.show = show;
        this.transaction = TransactionalOperator.create(transactions);
        this.clock = clock;
    }

    /**
     * @param key what it is about; without one the alert is about itself
     * @param severity info, warning, critical or emergency
     */
    record Raise(
            @Nullable String key,
            @Nullable String severity,
            @Nullable String title,
            @Nullable String text,
            @Nullable Map<String, String> labels) {}

    @PostMapping("/api/v1/alerts")
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<ResponseEntity<AlertView>> raise(@RequestBody Raise asked, Principal by) {
        Report report = report(asked, by.getName());
        return reports.hear(List.of(report))
                .then(alerts.openOf(report.key()))
                .flatMap(alert -> audit.done("raise", alert, by.getName(), Alert.Via.API, "", clock.instant())
                        .thenReturn(alert))
                .as(transaction::transactional)
                .flatMap(show::one)
                .map(view -> ResponseEntity.status(HttpStatus.CREATED)
                        .header("Location", "/api/v1/alerts/" + view.id())
                        .body(view));
    }

    private Report report(Raise asked, String by) {
        check(asked);
        String id = UUID.randomUUID().toString();
        String key = asked.key() == null || asked.key().isBlank()
                ? "by-hand/" + id
                : asked.key().strip();
        String text = asked.text() == null ? "" : asked.text();
        return new Report(
                key,
                Report.Says.FIRING,
                Severity.named(asked.severity()).orElseThrow(),
                new Words(String.valueOf(asked.title()), text, List.of(new Fact("Raised by", by))),
                asked.labels() == null ? Map.of() : asked.labels(),
                clock.instant(),
                Origin.of(id, "RaisedByHand", "by-hand"),
                null);
    }

    private static void check(Raise asked) {
        List<FieldFault> faults = new ArrayList<>();
        if (asked.title() == null || !OutsideText.isSeen(asked.title())) {
            faults.add(new FieldFault("title", "says in one line what is wrong; it must not be empty"));
        }
        if (Severity.named(asked.severity()).isEmpty()) {
            faults.add(new FieldFault("severity", "is one of " + Severity.NAMES));
        }
        faults.addAll(ReportFaults.of(asked.key(), asked.labels()));
        if (!faults.isEmpty()) {
            throw ProblemException.ofFields(
                    PlatformProblem.INVALID_REQUEST, "The alert cannot be raised like this", faults);
        }
    }
}
