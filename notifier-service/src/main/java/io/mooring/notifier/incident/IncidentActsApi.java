package io.mooring.notifier.incident;

import java.security.Principal;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What people do about an incident. If-Match is honoured where it is sent. Not final: a proxy stands before it. */
@RestController
@RequestMapping("/api/v1/incidents/{id}")
@PreAuthorize("hasRole('OPERATOR')")
class IncidentActsApi {

    private final HandleIncident handle;
    private final OpenByHand alerts;
    private final ShowIncidents show;
    private final ActOnIncident act;
    private final HandBackIncident handBack;
    private final EndIncident end;
    private final TellCustomers customers;

    IncidentActsApi(
            HandleIncident handle,
            OpenByHand alerts,
            ShowIncidents show,
            ActOnIncident act,
            HandBackIncident handBack,
            EndIncident end,
            TellCustomers customers) {
        this.handle = handle;
        this.alerts = alerts;
        this.show = show;
        this.act = act;
        this.handBack = handBack;
        this.end = end;
        this.customers = customers;
    }

    @PostMapping("/respond")
    Mono<ResponseEntity<IncidentView>> respond(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            Principal who) {
        return done(id, seen, (it, now) -> act.respond(it, who.getName(), "by hand", now));
    }

    /** Nobody is on it any more, and levels are called again from the first; 409 when nobody was. */
    @PostMapping("/hand-back")
    Mono<ResponseEntity<IncidentView>> handBack(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody(required = false) Asked.@Nullable Note asked,
            Principal who) {
        String note = Asked.note(asked);
        return done(id, seen, (it, now) -> handBack.handBack(it, note, who.getName(), now));
    }

    @PostMapping("/update")
    Mono<ResponseEntity<IncidentView>> update(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.Text asked,
            Principal who) {
        String text = Asked.text("text", asked.text(), Asked.TEXT);
        return done(id, seen, (it, now) -> act.update(it, text, who.getName(), now));
    }

    @PostMapping("/comment")
    Mono<ResponseEntity<IncidentView>> comment(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.Text asked,
            Principal who) {
        String text = Asked.text("text", asked.text(), Asked.TEXT);
        return done(id, seen, (it, now) -> act.comment(it, text, who.getName(), now));
    }

    @PostMapping("/priority")
    Mono<ResponseEntity<IncidentView>> priority(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.ToPriority asked,
            Principal who) {
        Asked.together(() -> Asked.priority(asked.priority()), () -> Asked.line("why", asked.why(), Asked.WHY));
        Priority to = Asked.priority(asked.priority());
        String why = Asked.line("why", asked.why(), Asked.WHY);
        return done(id, seen, (it, now) -> act.priority(it, to, why, who.getName(), now));
    }

    @PostMapping("/role")
    Mono<ResponseEntity<IncidentView>> role(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.ToRole asked,
            Principal who) {
        Asked.together(() -> Asked.role(asked.role()), () -> line("person", asked.person(), Asked.NAME));
        Role role = Asked.role(asked.role());
        String person = line("person", asked.person(), Asked.NAME);
        return done(id, seen, (it, now) -> act.role(it, role, person, who.getName(), now));
    }

    @PostMapping("/resolve")
    Mono<ResponseEntity<IncidentView>> resolve(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.Summary asked,
            Principal who) {
        String summary = Asked.text("summary", asked.summary(), Asked.TEXT);
        return done(id, seen, (it, now) -> end.resolve(it, summary, who.getName(), now));
    }

    @PostMapping("/close")
    Mono<ResponseEntity<IncidentView>> close(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            Principal who) {
        return done(id, seen, (it, now) -> end.close(it, who.getName(), now));
    }

    @PostMapping("/reopen")
    Mono<ResponseEntity<IncidentView>> reopen(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.Why asked,
            Principal who) {
        String why = Asked.line("why", asked.why(), Asked.WHY);
        return done(id, seen, (it, now) -> end.reopen(it, why, who.getName(), now));
    }

    @PostMapping("/alerts")
    Mono<ResponseEntity<IncidentView>> alert(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.AlertId asked,
            Principal who) {
        UUID alert = asked.alertId();
        if (alert == null) {
            throw Asked.invalid("alertId", "is needed");
        }
        return alerts.add(id, seen, alert, who.getName()).flatMap(this::answer);
    }

    /** {@code send} tells customers, each time that it is sent; without it the text is kept as a draft. */
    @PostMapping("/customer-notice")
    Mono<ResponseEntity<IncidentView>> customerNotice(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.Notice asked,
            Principal who) {
        Asked.together(
                () -> line("title", asked.title(), Incident.TITLE), () -> Asked.text("text", asked.text(), Asked.TEXT));
        String title = line("title", asked.title(), Incident.TITLE);
        String text = Asked.text("text", asked.text(), Asked.TEXT);
        boolean send = Boolean.TRUE.equals(asked.send());
        return done(
                id,
                seen,
                (it, now) -> send
                        ? customers.send(it, title, text, who.getName(), now)
                        : customers.write(it, title, text, who.getName(), now));
    }

    @PostMapping("/customer-notice/waive")
    Mono<ResponseEntity<IncidentView>> waive(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String seen,
            @RequestBody Asked.Why asked,
            Principal who) {
        String why = Asked.line("why", asked.why(), Asked.WHY);
        return done(id, seen, (it, now) -> customers.waive(it, why, who.getName(), now));
    }

    /** What need not be there. */
    private static @Nullable String line(String field, @Nullable String text, int most) {
        return text == null ? null : Asked.line(field, text, most);
    }

    private Mono<ResponseEntity<IncidentView>> done(
            UUID id, @Nullable String seen, BiFunction<Incident, Instant, Change> what) {
        return handle.act(id, seen, what).flatMap(this::answer);
    }

    private Mono<ResponseEntity<IncidentView>> answer(Incident incident) {
        return show.view(incident)
                .map(view -> ResponseEntity.ok().eTag(view.etag()).body(view));
    }
}
