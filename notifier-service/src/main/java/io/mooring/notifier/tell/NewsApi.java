package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.tell.ReadNews.ToldNews;
import io.mooring.notifier.tell.ReadNews.Wanted;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
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

/** News. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/news")
@Tag(
        name = "News",
        description = "What was no alert, and who was told of it: backups that completed, drills that passed")
class NewsApi {

    private final ReadNews news;
    private final Cursors cursors;

    NewsApi(ReadNews news, Cursors cursors) {
        this.news = news;
        this.cursors = cursors;
    }

    /**
     * One of the news as the API shows it.
     *
     * @param destination null where nobody is told
     * @param digestId in which message it was counted with others; null when it was told by itself
     * @param toldAt null when it was not told, or not yet
     * @param dueAt when it is to be told, since the hours of its route begin then; null when nothing is left to do
     * @param why it was not told, or not yet; null when it was
     */
    record NewsView(
            UUID id,
            String severity,
            @Nullable String destination,
            @Nullable UUID digestId,
            Instant cameAt,
            @Nullable Instant toldAt,
            @Nullable Instant dueAt,
            @Nullable String why,
            String eventType,
            String title,
            String text,
            List<Fact> facts,
            String correlationId) {

        static NewsView of(ToldNews one) {
            return new NewsView(
                    one.id(),
                    one.severity().name().toLowerCase(Locale.ROOT),
                    one.destination().isEmpty() ? null : one.destination(),
                    one.digest(),
                    one.cameAt(),
                    one.toldAt(),
                    one.dueAt(),
                    one.why().isEmpty() ? null : one.why(),
                    one.eventType(),
                    one.words().title(),
                    one.words().text(),
                    one.words().facts(),
                    one.correlationId());
        }
    }

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "News, newest first",
            description =
                    "One for each destination where it is told, and one without a destination where nobody is, which says why."
                            + " With digest, all that one message counted; with severity, those that are as grave or graver;"
                            + " with q, those whose title or text contains it.")
    Mono<Page<NewsView>> list(
            @RequestParam(defaultValue = "") String destination,
            @RequestParam(required = false) @Nullable UUID digest,
            @RequestParam(defaultValue = "info") String severity,
            @RequestParam(defaultValue = "") String q,
            PageRequest page) {
        Wanted wanted = new Wanted(destination, digest, severity(severity), q);
        String list = "news?" + wanted;
        long before = page.cursor() == null
                ? Long.MAX_VALUE
                : Long.parseLong(cursors.decode(list, page.cursor(), 1).getFirst());
        return news.newest(wanted, before, page.limit() + 1)
                .collectList()
                .map(found -> Page.of(found, page.limit(), last -> cursors.encode(list, Long.toString(last.place()))))
                .map(found -> found.map(NewsView::of));
    }

    private static Severity severity(String name) {
        return Severity.named(name)
                .orElseThrow(() -> ProblemException.ofField(
                        PlatformProblem.INVALID_REQUEST, "severity", "is none of " + Severity.NAMES));
    }
}
