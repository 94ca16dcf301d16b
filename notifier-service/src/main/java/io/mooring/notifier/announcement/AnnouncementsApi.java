package io.mooring.notifier.announcement;

import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What was announced, will be, and was not. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/announcements")
@Tag(name = "Announcements", description = "What people are told of maintenance, and when")
class AnnouncementsApi {

    private final Announcements announcements;
    private final Cursors cursors;

    AnnouncementsApi(Announcements announcements, Cursors cursors) {
        this.announcements = announcements;
        this.cursors = cursors;
    }

    /**
     * One announcement; {@code why} only of a dropped one.
     *
     * @param subject what was sent, or what will be or was not, in words that say so
     */
    record View(
            UUID id,
            String subject,
            String windowId,
            String kind,
            Instant dueAt,
            String state,
            @Nullable String why,
            String text,
            List<String> destinations) {

        static View of(Announcement one) {
            return new View(
                    one.id(),
                    subject(one),
                    one.windowId(),
                    one.kind().word(),
                    one.dueAt(),
                    one.state().name().toLowerCase(Locale.ROOT),
                    one.why(),
                    one.text(),
                    one.destinations());
        }

        /** What nobody was told must not read as if it had happened. */
        private static String subject(Announcement one) {
            return switch (one.state()) {
                case PLANNED ->
                    (one.waits() ? "Will be announced when it happens: " : "Will be announced: ") + one.subject();
                case SENT -> one.subject();
                case DROPPED -> "Was not announced: " + one.subject();
            };
        }
    }

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(summary = "Announcements, newest first", description = "State is planned, sent or dropped.")
    Mono<Page<View>> list(@RequestParam(required = false) @Nullable String state, PageRequest page) {
        AnnouncementState wanted = state == null ? null : state(state);
        String list = "announcements?state=" + (wanted == null ? "" : wanted);
        UUID before = page.cursor() == null
                ? null
                : UUID.fromString(cursors.decode(list, page.cursor(), 1).getFirst());
        return announcements
                .list(wanted, before, page.limit() + 1)
                .collectList()
                .map(found -> Page.of(
                        found,
                        page.limit(),
                        last -> cursors.encode(list, last.id().toString())))
                .map(found -> found.map(View::of));
    }

    private static AnnouncementState state(String name) {
        return Arrays.stream(AnnouncementState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST, "state", "is none of planned, sent, dropped: '" + name + "'"));
    }
}
