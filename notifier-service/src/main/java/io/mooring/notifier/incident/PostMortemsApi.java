package io.mooring.notifier.incident;

import io.mooring.platform.web.etag.EntityTag;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Post-mortems. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/incidents/{id}/post-mortem")
class PostMortemsApi {

    private final WritePostMortem write;
    private final InstantSource clock;

    PostMortemsApi(WritePostMortem write, InstantSource clock) {
        this.write = write;
        this.clock = clock;
    }

    /** @param author null: generated, nobody has written it */
    record View(
            String markdown,
            String state,
            @Nullable Instant dueAt,
            @Nullable String author,
            Instant updatedAt,
            String etag) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<ResponseEntity<View>> read(@PathVariable UUID id) {
        return write.read(id).map(this::answer);
    }

    @PutMapping
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<ResponseEntity<View>> write(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody Asked.Markdown asked,
            Principal person) {
        String markdown = Asked.text("markdown", asked.markdown(), Asked.MARKDOWN);
        return write.write(id, ifMatch, markdown, person.getName()).map(this::answer);
    }

    @PostMapping("/done")
    @PreAuthorize("hasRole('OPERATOR')")
    Mono<ResponseEntity<View>> done(@PathVariable UUID id, Principal person) {
        return write.done(id, person.getName()).map(this::answer);
    }

    private ResponseEntity<View> answer(WritePostMortem.Written written) {
        PostMortemTexts.Text text = written.text();
        PostMortem postMortem = written.incident().postMortem();
        String etag = new EntityTag(text.version()).header();
        String author = text.version() == 0 ? null : text.author();
        View view = new View(
                text.markdown(), postMortem.word(clock.instant()), postMortem.dueAt(), author, text.updatedAt(), etag);
        return ResponseEntity.ok().eTag(etag).body(view);
    }
}
