package io.mooring.notifier.oncall;

import io.mooring.notifier.NotifierSettings;
import io.mooring.notifier.oncall.OnCallViews.CoverView;
import io.mooring.platform.web.idempotency.IdempotencyKey;
import io.mooring.platform.web.idempotency.IdempotencyKeys;
import io.mooring.platform.web.idempotency.RequestFingerprint;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.schemas.UuidV7;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Who covers whom. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/on-call/overrides")
class OverridesApi {

    private static final String LIST = "on-call/overrides";

    private final Covers covers;
    private final ArrangeCover arrange;
    private final AskWhoIsOnCall ask;
    private final NotifierSettings settings;
    private final IdempotencyKeys idempotency;
    private final Cursors cursors;
    private final InstantSource clock;
    private final UuidV7 ids;

    OverridesApi(
            Covers covers,
            ArrangeCover arrange,
            AskWhoIsOnCall ask,
            NotifierSettings settings,
            IdempotencyKeys idempotency,
            Cursors cursors,
            InstantSource clock) {
        this.covers = covers;
        this.arrange = arrange;
        this.ask = ask;
        this.settings = settings;
        this.idempotency = idempotency;
        this.cursors = cursors;
        this.clock = clock;
        this.ids = new UuidV7(clock);
    }

    /** Those that are not over, the latest made first. */
    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<CoverView>> list(PageRequest page) {
        UUID before = page.cursor() == null
                ? null
                : UUID.fromString(cursors.decode(LIST, page.cursor(), 1).getFirst());
        return covers.notOver(clock.instant(), before, page.limit() + 1)
                .collectList()
                .map(found -> Page.of(
                        found,
                        page.limit(),
                        last -> cursors.encode(LIST, last.id().toString())))
                .map(found -> found.map(this::view));
    }

    /** With an Idempotency-Key a repeated request arranges nothing twice. */
    @PostMapping
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<ResponseEntity<?>> arrange(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody CoverWish wish,
            Principal person) {
        Mono<ResponseEntity<?>> arranged = arranged(wish, person)
                .map(view -> ResponseEntity.status(HttpStatus.CREATED).body(view));
        if (key == null) {
            return arranged;
        }
        String fingerprint = RequestFingerprint.of(
                HttpMethod.POST,
                "/api/v1/on-call/overrides",
                wish.schedule(),
                wish.person(),
                wish.from(),
                wish.to(),
                wish.reason());
        return idempotency.once(IdempotencyKey.require(key), person.getName(), fingerprint, arranged);
    }

    private Mono<CoverView> arranged(CoverWish wish, Principal person) {
        Instant now = clock.instant();
        return ask.around(now, now.plus(settings.onCall().longestOverride().multipliedBy(4)))
                .map(known -> wish.cover(ids.next(), known, settings.onCall().longestOverride(), person.getName(), now))
                .flatMap(arrange::arrange)
                .map(this::view);
    }

    @DeleteMapping("/{id}")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> takeBack(@PathVariable UUID id, Principal person) {
        return arrange.takeBack(id, person.getName(), clock.instant()).then();
    }

    private CoverView view(Cover cover) {
        return CoverView.of(cover, ask.roster());
    }
}
