package io.mooring.platform.web.idempotency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.HttpMethod;

/** What a request asks for, in 64 hexadecimal digits. */
public final class RequestFingerprint {

    private RequestFingerprint() {}

    /**
     * SHA-256 over method, path and the body's parts, each with its length before it so that parts cannot run together.
     *
     * @param body the fields that make the request what it is, in a fixed order
     */
    public static String of(HttpMethod method, String path, Object... body) {
        MessageDigest digest = sha256();
        add(digest, method.name());
        add(digest, path);
        for (Object part : body) {
            add(digest, String.valueOf(part));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
