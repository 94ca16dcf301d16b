package io.mooring.platform.web;

import io.mooring.platform.web.etag.EntityTag;
import io.mooring.platform.web.paging.Cursors;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.paging.PageRequest;
import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.platform.web.security.OpenPath;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Has one address for each way to go wrong. */
@SpringBootConfiguration
@EnableAutoConfiguration(
        exclude = {
            R2dbcAutoConfiguration.class,
            DataR2dbcAutoConfiguration.class,
            DataSourceAutoConfiguration.class,
            FlywayAutoConfiguration.class
        })
@Import(SampleService.Api.class)
public class SampleService {

    enum Colour {
        RED,
        BLUE
    }

    record Schedule(
            @NotBlank String cron,
            @Nullable Duration window,
            @Nullable Instant from,
            @Nullable LocalTime at) {}

    record Order(
            @NotBlank String name,
            @Max(9) int count,
            @Nullable Colour colour,
            @Valid @Nullable Schedule schedule) {

        Order {
            if (name.equals("forbidden name")) {
                throw new IllegalArgumentException("must not be the forbidden name");
            }
        }
    }

    @Bean
    OpenPath openPath() {
        return OpenPath.post("/api/v1/open/*");
    }

    @RestController
    static class Api {

        private static final List<String> ITEMS =
                IntStream.rangeClosed(1, 5).mapToObj("item-%d"::formatted).toList();

        private final Cursors cursors;

        Api(Cursors cursors) {
            this.cursors = cursors;
        }

        @GetMapping("/api/v1/items")
        Mono<Page<String>> items(PageRequest page) {
            int from = page.cursor() == null
                    ? 0
                    : ITEMS.indexOf(cursors.decode("items", page.cursor(), 1).getFirst()) + 1;
            List<String> oneMore = ITEMS.subList(from, Math.min(ITEMS.size(), from + page.limit() + 1));
            return Mono.just(Page.of(oneMore, page.limit(), item -> cursors.encode("items", item)));
        }

        @GetMapping("/api/v1/numbers/{number}")
        Mono<String> number(@PathVariable int number, @RequestParam(defaultValue = "1") @Max(3) int factor) {
            return Mono.just("" + number * factor);
        }

        @GetMapping("/api/v1/required")
        Mono<String> required(@RequestParam String word) {
            return Mono.just(word);
        }

        @GetMapping("/api/v1/moments")
        Mono<String> moment(@RequestParam(required = false) @Nullable Instant at) {
            return Mono.just(String.valueOf(at));
        }

        @PostMapping("/api/v1/orders")
        @PreAuthorize("hasRole('OPERATOR')")
        Mono<Order> order(@RequestBody @Valid Order order) {
            return Mono.just(order);
        }

        @PutMapping("/api/v1/orders/1")
        @PreAuthorize("hasRole('OPERATOR')")
        Mono<ResponseEntity<String>> change(@RequestHeader(value = "If-Match", required = false) @Nullable String tag) {
            EntityTag present = new EntityTag(7);
            present.require(tag);
            return Mono.just(ResponseEntity.ok()
                    .eTag(new EntityTag(8).header())
                    .contentType(MediaType.TEXT_PLAIN)
                    .body("changed"));
        }

        @GetMapping("/api/v1/approvals")
        @PreAuthorize("hasRole('APPROVER')")
        Mono<String> approvals() {
            return Mono.just("approved");
        }

        @PostMapping("/api/v1/open/{name}")
        Mono<String> open(@PathVariable String name) {
            return Mono.just(name);
        }

        @GetMapping("/api/v1/broken")
        Mono<String> broken() {
            return Mono.error(new IllegalStateException("password=hunter2"));
        }

        @GetMapping("/api/v1/refused")
        Mono<String> refused() {
            return Mono.error(ProblemException.ofFields(
                    PlatformProblem.DEPENDENCY_UNAVAILABLE,
                    "The store does not answer.",
                    List.of(new FieldFault("store", "does not answer"))));
        }

        @GetMapping("/api/v1/teapot")
        Mono<String> teapot() {
            return Mono.error(new ResponseStatusException(org.springframework.http.HttpStatus.LOCKED, "secret"));
        }

        @GetMapping("/api/v1/correlated")
        Mono<String> correlated() {
            return Mono.fromSupplier(() -> String.valueOf(MDC.get("correlationId")))
                    .delayElement(Duration.ofMillis(5))
                    .map(before -> before + " " + MDC.get("correlationId"));
        }
    }
}
