package io.mooring.notifier.listen;

import io.mooring.notifier.alert.OutsideText;
import io.mooring.notifier.alert.Report;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keys of any length made to fit: what is cut off is kept as a hash, so that different keys stay different. */
final class AlertKeys {

    private static final int HASH = 32;

    private AlertKeys() {}

    static String fitting(String key) {
        String clean = OutsideText.spelled(key.replace("\0", ""));
        return clean.length() <= Report.KEY
                ? clean
                : OutsideText.first(clean, Report.KEY - HASH - 1) + "~"
                        + hash(clean).substring(0, HASH);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
