package io.mooring.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What log lines and code see of a trace, on threads that may block and on those that may not. */
class TraceOfEventLoopsTest {

    private static ConfigurableApplicationContext context;
    private static ObservationRegistry observations;
    private static Scheduler eventLoop;

    private final List<@Nullable String> seen = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void start() {
        SpringApplication application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        context = application.run();
        observations = context.getBean(ObservationRegistry.class);
        eventLoop = Schedulers.newSingle("event-loop");
    }

    @AfterAll
    static void stop() {
        eventLoop.dispose();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Nothing {}

    @Test
    void logLinesOfAnEventLoopBearTheTraceOfWhatTheyBelongTo() {
        Observation first = started();
        Observation second = started();
        run(in(
                first,
                onEventLoop(Mono.empty())
                        .then(in(second, onEventLoop(Mono.empty())))
                        .then(onEventLoop(Mono.empty()))));
        assertThat(seen).containsExactly(trace(first), trace(second), trace(first));
        run(onEventLoop(Mono.empty()));
        assertThat(seen).as("nothing is left on the thread").last().isNull();
    }

    @Test
    void whatAScopeInBetweenLeftBehindIsMended() {
        Observation outer = started();
        Observation inner = started();
        run(in(
                outer,
                onEventLoop(Mono.<Void>fromRunnable(() -> inner.observe(() -> seen.add(MDC.get("traceId")))))
                        .then(onEventLoop(Mono.empty()))));
        assertThat(seen).containsExactly(trace(outer), trace(inner), trace(outer));
    }

    @Test
    void codeThatMayBlockFindsTheObservationItself() {
        Observation work = started();
        List<@Nullable Observation> found = Collections.synchronizedList(new ArrayList<>());
        run(in(
                work,
                onEventLoop(Mono.<Void>fromRunnable(() -> found.add(observations.getCurrentObservation()))
                        .subscribeOn(Schedulers.boundedElastic()))));
        assertThat(found).containsExactly(work);
        work.observe(() -> run(onEventLoop(Mono.empty())));
        assertThat(seen).as("also when a thread waits").containsExactly(trace(work), trace(work));
    }

    @Test
    void manySignalsOfManyTracesAreNotMixedUp() {
        List<Observation> all =
                Flux.range(0, 50).map(_ -> started()).collectList().block();
        run(Flux.fromIterable(all)
                .flatMap(one -> in(
                        one,
                        Mono.delay(Duration.ofMillis(1), eventLoop)
                                .repeat(5)
                                .doOnNext(_ -> assertThat(MDC.get("traceId")).isEqualTo(trace(one)))
                                .then()))
                .then());
    }

    private Observation started() {
        return Observation.start("work", observations);
    }

    private Mono<Void> onEventLoop(Mono<Void> next) {
        return Mono.<Void>fromRunnable(() -> seen.add(MDC.get("traceId")))
                .subscribeOn(eventLoop)
                .then(next);
    }

    private static Mono<Void> in(Observation observation, Mono<Void> work) {
        return work.contextWrite(context -> context.put(ObservationThreadLocalAccessor.KEY, observation));
    }

    private static void run(Mono<Void> work) {
        work.block(Duration.ofMinutes(2));
    }

    private static String trace(Observation observation) {
        return TraceId.of(Objects.requireNonNull(observation)).orElseThrow();
    }
}
