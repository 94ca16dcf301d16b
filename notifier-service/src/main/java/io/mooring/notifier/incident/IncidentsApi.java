package io.mooring.notifier.incident;

import io.mooring.platform.web.idempotency.IdempotencyKey;
import io.mooring.platform.web.idempotency.IdempotencyKeys;
import io.mooring.platform.web.idempotency.RequestFingerprint;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Incidents: to read, and to open. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/incidents")
class IncidentsApi {

    private final ShowIncidents show;
    private final Timeline timeline;
    private final OpenByHand open;
    private final IdempotencyKeys idempotency;
    private final Cursors cursors;

    IncidentsApi(ShowIncidents show, Timeline timeline, OpenByHand open, IdempotencyKeys idempotency, Cursors cursors) {
        this.show = show;
        this.timeline = timeline;
        this.open = open;
        this.idempotency = idempotency;
        this.cursors = cursors;
    }

    /** Newest first; {@code state=going-on} are open and responding ones together. */
    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<IncidentView>> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String priority,
            PageRequest page) {
        Set<IncidentState> wanted = Asked.states(state);
        Priority urgent = priority == null ? null : Asked.priority(priority);
        String list = "incidents?state=" + state + "&priority=" + priority;
        Long before = page.cursor() == null ? null : number(list, page.cursor());
        return show.list(new Incidents.Filter(wanted, urgent, before, page.limit() + 1))
                .map(found -> Page.of(found, page.limit(), last -> cursors.encode(list, "" + last.number())))
                .flatMap(found -> Flux.fromIterable(found.items())
                        .concatMap(show::view)
                        .collectList()
                        .map(items -> new Page<>(items, found.nextCursor())));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<ResponseEntity<IncidentView>> one(@PathVariable UUID id) {
        return show.existing(id)
                .flatMap(show::view)
                .map(view -> ResponseEntity.ok().eTag(view.etag()).body(view));
    }

    /** A line of the timeline. */
    record LineView(
            Instant at,
            String what,
            @Nullable String by,
            String words,
            @Nullable String reference) {

        static LineView of(Entry entry) {
            return new LineView(entry.at(), Word.of(entry.what()), entry.by(), entry.words(), entry.reference());
        }
    }

    /** Oldest first. */
    @GetMapping("/{id}/timeline")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<LineView>> timeline(@PathVariable UUID id, PageRequest page) {
        String list = "incidents/" + id + "/timeline";
        long after = page.cursor() == null ? 0 : number(list, page.cursor());
        return show.existing(id)
                .flatMap(found -> timeline.of(id, after, page.limit() + 1).collectList())
                .map(lines -> Page.of(lines, page.limit(), last -> cursors.encode(list, "" + last.position())))
                .map(lines -> lines.map(line -> LineView.of(line.entry())));
    }

    private long number(String list, String cursor) {
        return Long.parseLong(cursors.decode(list, cursor, 1).getFirst());
    }

    @GetMapping("/statistics")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Statistics> statistics(@RequestParam(defaultValue = "30") int days) {
        if (days < 1 || days > 3_660) {
            throw Asked.invalid("days", "is from 1 to 3660: " + days);
        }
        return show.statistics(days);
    }

    /** With an Idempotency-Key a repeated request opens nothing twice. */
    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<ResponseEntity<?>> open(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody Asked.Opening wish,
            Principal person) {
        Mono<ResponseEntity<?>> opened = open.open(wish, person.getName())
                .flatMap(show::view)
                .map(view -> ResponseEntity.created(URI.create("/api/v1/incidents/" + view.id()))
                        .header(HttpHeaders.ETAG, view.etag())
                        .body(view));
        if (key == null) {
            return opened;
        }
        String fingerprint = RequestFingerprint.of(
                HttpMethod.POST, "/api/v1/incidents", wish.title(), wish.summary(), wish.priority(), wish.alerts());
        return idempotency.once(IdempotencyKey.require(key), person.getName(), fingerprint, opened);
    }
}
