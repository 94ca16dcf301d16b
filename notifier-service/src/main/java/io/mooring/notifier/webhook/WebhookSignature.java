package io.mooring.notifier.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof of who sent a request and when: {@code t=<unix seconds>,v1=<hex>}, where v1 is the HMAC-SHA256 (RFC 2104) of the
 * seconds, a dot and the body's bytes. The time is signed, so that a receiver can turn old requests away.
 */
final class WebhookSignature {

    private WebhookSignature() {}

    static String of(byte[] body, String secret, Instant now) {
        String seconds = Long.toString(now.getEpochSecond());
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((seconds + ".").getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(body);
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hmac(secret, signed.toByteArray()));
    }

    private static byte[] hmac(String secret, byte[] signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException every) {
            throw new IllegalStateException("Every Java has HmacSHA256", every);
        }
    }
}
