package io.mooring.platform.web.paging;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Opaque cursors: the last shown item's sort values, bound by a keyed checksum to one list with its filters. A changed
 * cursor, or one of another list or other filters, answers 400 {@code invalid-cursor}.
 */
public final class Cursors {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int CHECKSUM_BYTES = 12;
    private static final int MAX_LENGTH = 1024;
    /** Unit separator: no sort value of ours holds it. */
    private static final String SEPARATOR = "\u001f";

    private final SecretKeySpec key;

    /** All instances of a service share the key. */
    public Cursors(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Makes a cursor.
     *
     * @param list the list's name and its filters, as {@code runs?state=failed}
     * @param values the sort values of the last item shown
     */
    public String encode(String list, String... values) {
        byte[] content = String.join(SEPARATOR, values).getBytes(StandardCharsets.UTF_8);
        byte[] signed = ByteBuffer.allocate(CHECKSUM_BYTES + content.length)
                .put(checksum(list, content))
                .put(content)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /**
     * Reads a cursor.
     *
     * @param list the same name and filters that it was made with
     * @param values how many sort values it holds
     * @throws ProblemException 400 for one that this list did not hand out
     */
    public List<String> decode(String list, String cursor, int values) {
        byte[] signed = bytes(cursor);
        if (signed.length < CHECKSUM_BYTES) {
            throw invalid();
        }
        byte[] content = Arrays.copyOfRange(signed, CHECKSUM_BYTES, signed.length);
        if (!MessageDigest.isEqual(checksum(list, content), Arrays.copyOf(signed, CHECKSUM_BYTES))) {
            throw invalid();
        }
        List<String> decoded = List.of(new String(content, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        if (decoded.size() != values) {
            throw invalid();
        }
        return decoded;
    }

    private static byte[] bytes(String cursor) {
        if (cursor.length() > MAX_LENGTH) {
            throw invalid();
        }
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            throw invalid();
        }
    }

    private byte[] checksum(String list, byte[] content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(list.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return Arrays.copyOf(mac.doFinal(content), CHECKSUM_BYTES);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, missing);
        }
    }

    private static ProblemException invalid() {
        return ProblemException.ofField(
                PlatformProblem.INVALID_CURSOR,
                "cursor",
                "is not a cursor of this list with these filters; begin again without one");
    }
}
