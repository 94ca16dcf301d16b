package io.mooring.gateway.stream;

import io.mooring.gateway.GatewayProblem;
import io.mooring.gateway.GatewaySettings;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Flux;

/** Events as they happen, as server-sent events. */
@RestController
class StreamApi {

    private final GatewaySettings.Stream settings;
    private final LiveEvents live;
    private final OpenStreams open;
    private final InstantSource clock;

    StreamApi(GatewaySettings settings, LiveEvents live, OpenStreams open, InstantSource clock) {
        this.settings = settings.stream();
        this.live = live;
        this.open = open;
        this.clock = clock;
    }

    /**
     * Follows topics until the browser goes, the session or token ends, or the gateway stops.
     *
     * @param topics names, comma-separated or repeated
     * @param lastId sent by a browser that comes back: it first gets what it missed, or a {@code gap}
     * @return events {@code id: <ce_id>}, {@code event: <short type>}; {@code gap} with {@code {reason, missed}};
     *     {@code stream-interrupted} with {@code {reason}} while Kafka is away, then {@code stream-resumed}; {@code unreadable}; comments as heartbeat
     */
    @GetMapping(path = "/api/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> stream(
            @RequestParam List<String> topics,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastId,
            Authentication who,
            WebSession session,
            ServerHttpResponse response) {
        Set<String> wanted = allowed(topics);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        // nginx and its kin hold back what they are not told to let through.
        response.getHeaders().set("X-Accel-Buffering", "no");
        BooleanSupplier maySee = maySee(who, session);
        Flux<ServerSentEvent<Object>> events = live.follow(wanted, lastId).map(StreamApi::write);
        Flux<ServerSentEvent<Object>> beats = Flux.interval(Duration.ZERO, settings.heartbeat())
                .onBackpressureDrop()
                .map(beat -> comment(beat == 0 ? "connected" : "alive"));
        Flux<ServerSentEvent<Object>> stream = Flux.merge(
                        events.materialize(),
                        beats.takeWhile(beat -> maySee.getAsBoolean()).materialize())
                .<ServerSentEvent<Object>>dematerialize();
        return open.counted(who.getName(), stream);
    }

    private Set<String> allowed(List<String> topics) {
        Set<String> wanted = new LinkedHashSet<>(topics);
        for (String topic : wanted) {
            if (!settings.topics().contains(topic)) {
                throw ProblemException.ofField(
                        GatewayProblem.UNKNOWN_TOPIC,
                        "topics",
                        "'" + topic + "' cannot be followed; possible: " + String.join(", ", settings.topics()));
            }
        }
        return wanted;
    }

    private BooleanSupplier maySee(Authentication who, WebSession session) {
        Instant end =
                who instanceof JwtAuthenticationToken token ? token.getToken().getExpiresAt() : null;
        return end == null ? () -> !session.isExpired() : () -> clock.instant().isBefore(end);
    }

    private static ServerSentEvent<Object> write(StreamItem item) {
        return switch (item) {
            case StreamItem.Happened happened ->
                ServerSentEvent.<Object>builder(happened.event())
                        .id(happened.event().id())
                        .event(happened.event().name())
                        .build();
            case StreamItem.Gap gap ->
                ServerSentEvent.<Object>builder(Map.of("reason", gap.reason(), "missed", gap.missed()))
                        .event("gap")
                        .build();
            case StreamItem.Interrupted interrupted ->
                ServerSentEvent.<Object>builder(Map.of("reason", interrupted.reason()))
                        .event("stream-interrupted")
                        .build();
            case StreamItem.Resumed resumed ->
                ServerSentEvent.<Object>builder(Map.of())
                        .event("stream-resumed")
                        .build();
        };
    }

    private static ServerSentEvent<Object> comment(String text) {
        return ServerSentEvent.builder().comment(text).build();
    }
}
