package io.mooring.notifier.alert;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.ProblemException;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is wrong now and was, and what people do about it. */
@RestController
@RequestMapping("/api/v1/alerts")
class AlertsApi {

    private final AlertStore alerts;
    private final ActOnAlert act;
    private final ShowAlerts show;
    private final Cursors cursors;

    AlertsApi(AlertStore alerts, ActOnAlert act, ShowAlerts show, Cursors cursors) {
        this.alerts = alerts;
        this.act = act;
        this.show = show;
        this.cursors = cursors;
    }

    record Note(@Nullable String note) {

        static String of(@Nullable Note sent) {
            return sent == null || sent.note() == null ? "" : sent.note();
        }
    }

    record History(List<AlertView.Past> items) {}

    /** Open ones gravest first, all others newest first. */
    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<AlertView>> list(@RequestParam MultiValueMap<String, String> asked, PageRequest page) {
        AlertFilters filters = AlertFilters.of(asked);
        AlertQuery query =
                filters.query(page.cursor() == null ? null : cursors.decode(filters.name(), page.cursor(), 2));
        return alerts.list(query, page.limit() + 1)
                .collectList()
                .map(found -> Page.of(
                        found,
                        page.limit(),
                        last -> cursors.encode(
                                filters.name(),
                                Integer.toString(last.alert().severity().ordinal()),
                                Long.toString(last.position()))))
                .flatMap(found -> show.page(found.map(AlertStore.Placed::alert)));
    }

    @GetMapping("/summary")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<ShowAlerts.Summary> summary() {
        return alerts.summary().flatMap(show::summary);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<AlertView> show(@PathVariable UUID id) {
        return existing(id).flatMap(show::one);
    }

    @GetMapping("/{id}/history")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<History> history(@PathVariable UUID id) {
        return existing(id)
                .then(alerts.history(id).map(AlertView.Past::of).collectList())
                .map(History::new);
    }

    @PostMapping("/{id}/acknowledge")
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<AlertView> acknowledge(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Note note, Principal by) {
        return act.acknowledge(id, by.getName(), Alert.Via.API, Note.of(note)).flatMap(show::one);
    }

    @PostMapping("/{id}/unacknowledge")
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<AlertView> unacknowledge(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Note note, Principal by) {
        return act.unacknowledge(id, by.getName(), Alert.Via.API, Note.of(note)).flatMap(show::one);
    }

    @PostMapping("/{id}/resolve")
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<AlertView> resolve(@PathVariable UUID id, @RequestBody(required = false) @Nullable Note note, Principal by) {
        return act.resolve(id, by.getName(), Alert.Via.API, Note.of(note)).flatMap(show::one);
    }

    private Mono<Alert> existing(UUID id) {
        return alerts.find(id)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(NotifierProblem.UNKNOWN_ALERT, "There is no alert " + id)));
    }
}
