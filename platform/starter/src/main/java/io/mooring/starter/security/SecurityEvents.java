package io.mooring.starter.security;

import io.mooring.events.common.Outcome;
import io.mooring.events.security.SecurityEvent;
import io.mooring.events.security.SecurityEventKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened as {@code SecurityEvent}, with no more of the person than its schema asks for. */
final class SecurityEvents {

    private static final int MAX_TEXT = 512;
    private static final int HASH_BYTES = 16;

    private final @Nullable String organisation;
    private final Supplier<RequestFacts> request;
    private final InstantSource clock;

    SecurityEvents(@Nullable String organisation, Supplier<RequestFacts> request, InstantSource clock) {
        this.organisation = organisation;
        this.request = request;
        this.clock = clock;
    }

    /** @param user null when nobody is known: what somebody typed into a login form may be a password */
    SecurityEvent of(SecurityEventKind kind, Outcome outcome, @Nullable String user, @Nullable String reason) {
        RequestFacts facts = request.get();
        // The session that a login form came from ends with the login: it is not the user's.
        boolean login = kind == SecurityEventKind.LOGIN_SUCCEEDED;
        return SecurityEvent.newBuilder()
                .setKind(kind)
                .setOutcome(outcome)
                .setOccurredAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
                .setOrganisationId(organisation)
                .setUserId(userId(user))
                .setSourceAddress(AddressText.of(facts.address()))
                .setUserAgent(shortened(facts.userAgent()))
                .setSessionId(facts.session() == null || login ? null : hash(facts.session()))
                .setResource(shortened(facts.path()))
                .setReason(reason)
                .setAttributes(facts.method() == null ? Map.of() : Map.of("method", facts.method()))
                .build();
    }

    /** An e-mail address is never told; its hash is as stable as an id. */
    private static @Nullable String userId(@Nullable String user) {
        if (user == null || user.isBlank()) {
            return null;
        }
        return user.contains("@") ? hash(user) : shortened(user);
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
