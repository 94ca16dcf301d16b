package io.mooring.notifier.input;

import io.mooring.notifier.alert.OutsideText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Text from outside, made fit to be kept and shown. */
final class Plain {

    private Plain() {}

    /** One line of at most so many characters, without control characters. */
    static String cut(String text, int most) {
        return OutsideText.cut(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip(), most);
    }

    /** A short name for something long: the same for the same parts, and no two of them alike. */
    static String digest(String... parts) {
        MessageDigest sha = sha256();
        for (String part : parts) {
            byte[] bytes = OutsideText.spelled(part).getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(bytes);
        }
        return HexFormat.of().formatHex(sha.digest(), 0, 16);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
