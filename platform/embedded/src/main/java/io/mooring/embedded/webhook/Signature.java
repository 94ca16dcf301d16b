package io.mooring.embedded.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** {@code t=<unix seconds>,v1=<hex>}: HMAC-SHA256 of the time, a dot and the body. Checked here as a receiver elsewhere would. */
final class Signature {

    private static final Pattern FORM = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

    private Signature() {}

    static boolean isGenuine(String header, String body, String secret) {
        Matcher parts = FORM.matcher(header);
        if (secret.isEmpty() || !parts.matches()) {
            return false;
        }
        byte[] said = HexFormat.of().parseHex(parts.group(2));
        return MessageDigest.isEqual(said, hmac(secret, parts.group(1) + "." + body));
    }

    private static byte[] hmac(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException every) {
            throw new IllegalStateException("Every Java has HmacSHA256", every);
        }
    }
}
