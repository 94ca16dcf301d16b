package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.etag.EntityTag;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What people write about an incident afterwards; until they do, what is known without them. */
final class WritePostMortem {

    private static final int PASSAGES = 1_000;

    private final Incidents incidents;
    private final Timeline timeline;
    private final PostMortemTexts texts;
    private final DraftPostMortem draft;
    private final HandleIncident handle;
    private final EndIncident end;

    WritePostMortem(
            Incidents incidents,
            Timeline timeline,
            PostMortemTexts texts,
            DraftPostMortem draft,
            HandleIncident handle,
            EndIncident end) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.texts = texts;
        this.draft = draft;
        this.handle = handle;
        this.end = end;
    }

    /** @param text its version 0: generated, and nobody has written it */
    record Written(Incident incident, PostMortemTexts.Text text) {}

    Mono<Written> read(UUID id) {
        return incidents
                .find(id)
                .switchIfEmpty(Mono.error(() -> HandleIncident.unknown(id)))
                .flatMap(this::with);
    }

    private Mono<Written> with(Incident incident) {
        return texts.find(incident.id())
                .switchIfEmpty(Mono.defer(() -> generated(incident)))
                .map(text -> new Written(incident, text));
    }

    private Mono<PostMortemTexts.Text> generated(Incident incident) {
        return timeline.story(incident.id(), PASSAGES)
                .collectList()
                .map(passages -> new PostMortemTexts.Text(draft.of(incident, passages), "", handle.now(), 0));
    }

    /** @param ifMatch the version that was edited; needed */
    Mono<Written> write(UUID id, @Nullable String ifMatch, String markdown, String by) {
        return handle.actWithin(id, null, (incident, now) -> texts.find(id)
                        .map(PostMortemTexts.Text::version)
                        .defaultIfEmpty(0L)
                        .doOnNext(version -> new EntityTag(version).require(ifMatch))
                        .flatMap(version -> texts.store(id, new PostMortemTexts.Text(markdown, by, now, version + 1)))
                        .filter(stored -> stored)
                        .switchIfEmpty(Mono.error(() -> new ProblemException(
                                PlatformProblem.VERSION_MISMATCH, "Somebody else has just written it")))
                        .map(stored -> end.postMortem(incident, progress(incident), by, now)))
                .flatMap(this::with);
    }

    /** Correcting one that is done does not make it undone. */
    private static PostMortem.Progress progress(Incident incident) {
        return incident.postMortem().progress() == PostMortem.Progress.DONE
                ? PostMortem.Progress.DONE
                : PostMortem.Progress.DRAFT;
    }

    Mono<Written> done(UUID id, String by) {
        return handle.actWithin(id, null, (incident, now) -> texts.find(id)
                        .switchIfEmpty(Mono.error(() -> new ProblemException(
                                NotifierProblem.POST_MORTEM_NOT_WRITTEN,
                                "Nobody has written the post-mortem of incident " + incident.number()
                                        + " yet; what is shown is generated")))
                        .map(text -> end.postMortem(incident, PostMortem.Progress.DONE, by, now)))
                .flatMap(this::with);
    }
}
