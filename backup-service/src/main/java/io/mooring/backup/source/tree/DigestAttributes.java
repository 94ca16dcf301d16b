package io.mooring.backup.source.tree;

import io.mooring.backup.manifest.Manifest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Counts attributes and makes one SHA-256 of all of them, in the order of the archive: of path, key and value, a length before each. */
final class DigestAttributes {

    private final MessageDigest sha256 = sha256();
    private long entries;
    private long values;

    /** @param path as in the archive, without a slash at its end */
    void add(byte[] path, List<Attribute> attributes) {
        if (!attributes.isEmpty()) {
            entries++;
        }
        for (Attribute attribute : attributes) {
            values++;
            update(path);
            update(attribute.key());
            update(attribute.value());
        }
    }

    /** To be asked once. */
    Manifest.Attributes counted(long unread) {
        return new Manifest.Attributes(entries, values, unread, HexFormat.of().formatHex(sha256.digest()));
    }

    private void update(byte[] bytes) {
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        sha256.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
