package io.mooring.notifier.input;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a caller knows an input's secret. How long the answer takes says nothing about the secret. */
final class Credential {

    private final byte @Nullable [] bearer;
    private final byte @Nullable [] basic;

    Credential(InputSettings settings) {
        this.bearer = settings.token().isBlank() ? null : digest(settings.token());
        this.basic = settings.user().isBlank() || settings.password().isBlank()
                ? null
                : digest(settings.user() + ":" + settings.password());
    }

    /** @param authorization the header's value */
    boolean admits(@Nullable String authorization) {
        if (authorization == null) {
            return false;
        }
        String scheme = authorization.split(" ", 2)[0].toLowerCase(Locale.ROOT);
        String sent = authorization.substring(scheme.length()).strip();
        return switch (scheme) {
            case "bearer" -> same(bearer, sent);
            case "basic" -> same(basic, decoded(sent));
            default -> false;
        };
    }

    boolean admitsToken(String token) {
        return same(bearer, token);
    }

    private static boolean same(byte @Nullable [] known, String sent) {
        byte[] digest = digest(sent);
        return MessageDigest.isEqual(known == null ? new byte[0] : known, digest);
    }

    private static String decoded(String sent) {
        try {
            return new String(Base64.getDecoder().decode(sent), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    private static byte[] digest(String secret) {
        return Plain.sha256().digest(secret.getBytes(StandardCharsets.UTF_8));
    }
}
