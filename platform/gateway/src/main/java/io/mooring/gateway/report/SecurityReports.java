package io.mooring.gateway.report;

import io.mooring.events.common.Outcome;
import io.mooring.events.security.SecurityEvent;
import io.mooring.events.security.SecurityEventKind;
import io.mooring.gateway.limit.CallerAddress;
import io.mooring.platform.events.publish.EventPublisher;
import io.mooring.platform.events.publish.EventRecords;
import io.mooring.platform.observability.correlation.Correlation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What happened at the door, as {@code SecurityEvent}. Never holds up a request: the publisher takes events into a bounded
 * buffer, where the oldest give way.
 */
@Component
public class SecurityReports {

    private static final int MAX_TEXT = 512;

    private final EventPublisher publisher;
    private final EventRecords records;
    private final InstantSource clock;

    SecurityReports(EventPublisher publisher, EventRecords records, InstantSource clock) {
        this.publisher = publisher;
        this.records = records;
        this.clock = clock;
    }

    public void signedIn(ServerWebExchange exchange, Authentication who) {
        tell(exchange, SecurityEventKind.LOGIN_SUCCEEDED, Outcome.SUCCEEDED, who.getName(), null);
    }

    public void signInFailed(ServerWebExchange exchange) {
        tell(exchange, SecurityEventKind.LOGIN_FAILED, Outcome.FAILED, null, "sign-in-not-completed");
    }

    public void signedOut(ServerWebExchange exchange, Authentication who) {
        tell(exchange, SecurityEventKind.LOGGED_OUT, Outcome.SUCCEEDED, who.getName(), null);
    }

    public void tokenRejected(ServerWebExchange exchange) {
        tell(exchange, SecurityEventKind.TOKEN_REJECTED, Outcome.DENIED, null, "bearer-token-invalid");
    }

    /** Completes at once; it is reactive only to learn who asked. */
    public Mono<Void> accessDenied(ServerWebExchange exchange, String reason) {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .map(Authentication::getName)
                .defaultIfEmpty("")
                .doOnNext(user -> tell(
                        exchange,
                        SecurityEventKind.ACCESS_DENIED,
                        Outcome.DENIED,
                        user.isEmpty() ? null : user,
                        reason))
                .then();
    }

    private void tell(
            ServerWebExchange exchange,
            SecurityEventKind kind,
            Outcome outcome,
            @Nullable String user,
            @Nullable String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        HttpHeaders headers = exchange.getRequest().getHeaders();
        SecurityEvent event = SecurityEvent.newBuilder()
                .setKind(kind)
                .setOutcome(outcome)
                .setOccurredAt(now)
                .setUserId(user)
                .setSourceAddress(CallerAddress.of(exchange))
                .setUserAgent(shortened(headers.getFirst(HttpHeaders.USER_AGENT)))
                .setSessionId(credential(headers))
                .setResource(shortened(exchange.getRequest().getPath().value()))
                .setReason(reason)
                .setAttributes(
                        Map.of("method", exchange.getRequest().getMethod().name()))
                .build();
        String correlation = exchange.getResponse().getHeaders().getFirst(Correlation.HEADER);
        publisher.offer(records.of(event, correlation));
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private static @Nullable String credential(HttpHeaders headers) {
        String credential = headers.getFirst(HttpHeaders.AUTHORIZATION);
        return credential == null ? null : hash(credential);
    }

    private static String hash(String credential) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
