package io.mooring.monitor.sample;

import io.mooring.monitor.sample.Samples.Query;
import io.mooring.monitor.sample.Samples.StoredValue;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What was measured. */
@RestController
@RequestMapping("/api/v1/samples")
class SamplesApi {

    private final Samples samples;
    private final Cursors cursors;

    SamplesApi(Samples samples, Cursors cursors) {
        this.samples = samples;
        this.cursors = cursors;
    }

    record SampleView(String resource, String metric, String unit, double value, Instant at) {

        static SampleView of(StoredValue stored) {
            return new SampleView(stored.resource(), stored.metric(), stored.unit(), stored.value(), stored.at());
        }
    }

    /** Newest first; {@code from} inclusive, {@code to} exclusive, both ISO-8601. */
    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Page<SampleView>> list(
            @RequestParam(required = false) @Nullable String resource,
            @RequestParam(required = false) @Nullable String metric,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            PageRequest page) {
        String list = "samples?resource=%s&metric=%s&from=%s&to=%s".formatted(resource, metric, from, to);
        Long before = page.cursor() == null
                ? null
                : Long.valueOf(cursors.decode(list, page.cursor(), 1).getFirst());
        return samples.find(new Query(resource, metric, from, to, before, page.limit() + 1))
                .collectList()
                .map(found -> Page.of(found, page.limit(), last -> cursors.encode(list, Long.toString(last.id())))
                        .map(SampleView::of));
    }
}
