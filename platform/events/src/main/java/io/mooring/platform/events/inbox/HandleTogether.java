package io.mooring.platform.events.inbox;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.events.BatchHandler;
import io.mooring.platform.events.EventContext;
import io.mooring.platform.events.EventsTelemetry;
import io.mooring.platform.events.ReceivedEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import reactor.core.publisher.Mono;

/**
 * One attempt at several events in one transaction. Each event has an observation in its own trace, as long as the
 * attempt. What the handler appends or sends belongs to the first one's, which the others name.
 */
final class HandleTogether {

    private static final int IDS_IN_LOGS = 10;

    private final String group;
    private final BatchHandler handler;
    private final Inbox inbox;
    private final AwaitEffect await;
    private final ObservationRegistry observations;

    HandleTogether(
            String group, BatchHandler handler, Inbox inbox, Duration timeout, ObservationRegistry observations) {
        this.group = group;
        this.handler = handler;
        this.inbox = inbox;
        this.await = new AwaitEffect(group, inbox, timeout);
        this.observations = observations;
    }

    /** @param isLast whether a failure is the events' own; otherwise they are tried again apart */
    void handle(List<Arrival> arrivals, boolean isLast) {
        if (arrivals.isEmpty()) {
            return;
        }
        List<Observation> watched = arrivals.stream().map(this::observation).toList();
        watched.forEach(Observation::start);
        try (var _ = watched.getFirst().openScope();
                var _ = MDC.putCloseable(EventContext.CORRELATION_ID, inLogs(arrivals))) {
            tellOutcomes(arrivals, watched, once(arrivals, watched.getFirst()));
        } catch (RuntimeException failure) {
            watched.forEach(one -> fail(one, failure, isLast));
            throw failure;
        } finally {
            watched.reversed().forEach(Observation::stop);
        }
    }

    private Set<String> once(List<Arrival> arrivals, Observation first) {
        List<String> ids =
                arrivals.stream().map(arrival -> arrival.event().id()).toList();
        Mono<Set<String>> applied = inbox.onceEach(group, ids, fresh -> handled(arrivals, fresh))
                .contextWrite(context -> arrivals.getFirst().trail(context, first, common(arrivals)));
        return Objects.requireNonNullElse(await.await(applied), Set.of());
    }

    /** The handler runs on the database's thread: its log lines, too, tell the correlation ids. */
    private Mono<Void> handled(List<Arrival> arrivals, Set<String> fresh) {
        List<ReceivedEvent<SpecificRecord>> events = onceOf(arrivals, fresh);
        return Mono.from(subscriber -> {
            try (var _ = MDC.putCloseable(EventContext.CORRELATION_ID, inLogs(arrivals))) {
                Mono.defer(() -> handler.handle(events)).subscribe(subscriber);
            }
        });
    }

    /** Of an event that the batch holds twice, the first. */
    private static List<ReceivedEvent<SpecificRecord>> onceOf(List<Arrival> arrivals, Set<String> fresh) {
        Set<String> left = new HashSet<>(fresh);
        return arrivals.stream()
                .map(Arrival::received)
                .filter(event -> left.remove(event.id()))
                .toList();
    }

    private Observation observation(Arrival arrival) {
        return arrival.observation(observations, group);
    }

    private static void tellOutcomes(List<Arrival> arrivals, List<Observation> watched, Set<String> fresh) {
        Map<String, Boolean> seen = new HashMap<>();
        String first = arrivals.getFirst().event().id();
        for (int i = 0; i < arrivals.size(); i++) {
            String id = arrivals.get(i).event().id();
            boolean isApplied = fresh.contains(id) && seen.put(id, true) == null;
            watched.get(i)
                    .lowCardinalityKeyValue(EventsTelemetry.OUTCOME, isApplied ? "applied" : "duplicate")
                    .highCardinalityKeyValue(EventsTelemetry.TOGETHER_WITH, first);
        }
    }

    private static void fail(Observation one, RuntimeException failure, boolean isLast) {
        if (isLast) {
            one.error(failure);
        } else {
            one.lowCardinalityKeyValue(EventsTelemetry.OUTCOME, "split");
        }
    }

    /** What the handler appends has a correlation id of its own unless all the events agree on one. */
    private static @Nullable String common(List<Arrival> arrivals) {
        String first = arrivals.getFirst().event().correlationId();
        return arrivals.stream()
                        .allMatch(
                                arrival -> Objects.equals(first, arrival.event().correlationId()))
                ? first
                : null;
    }

    private static @Nullable String inLogs(List<Arrival> arrivals) {
        String ids = arrivals.stream()
                .map(arrival -> arrival.event().correlationId())
                .filter(Objects::nonNull)
                .distinct()
                .limit(IDS_IN_LOGS)
                .collect(Collectors.joining(" "));
        return ids.isEmpty() ? null : ids;
    }
}
