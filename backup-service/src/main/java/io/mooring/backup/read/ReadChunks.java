package io.mooring.backup.read;

import io.mooring.backup.key.DecryptionKey;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads a backup's chunks: what one holds is given out as it is decrypted and decompressed, and afterwards is known to be what was written, by
 * size and SHA-256 of the object, by OpenPGP's modification detection code, by zstd's checksum and by the length of the content. Blocking; an
 * interrupt ends it. Safe for concurrent use, one chunk a thread.
 */
public final class ReadChunks {
    private final StoredBackup backup;
    private final ReadFailures failures;
    private final ReadObject objects;

    public ReadChunks(StoredBackup backup) {
        this.backup = backup;
        this.failures = new ReadFailures(backup.location());
        this.objects = new ReadObject(backup.location(), this::whose);
    }

    /**
     * Gives the chunk's content to {@code target} and returns once all of it is proven.
     *
     * @throws ReadFailure naming the object; {@code target} was given rubbish or a part then
     * @throws IOException the target's own only
     */
    public void read(StoredChunk chunk, DecryptionKey key, ChunkTarget target)
            throws ReadFailure, IOException, InterruptedException {
        requireRecipient(chunk, key);
        objects.read(chunk, key, target);
    }

    /** Checks size and SHA-256 of the object as stored; needs no private key. */
    public void check(StoredChunk chunk) throws ReadFailure, IOException, InterruptedException {
        objects.check(chunk);
    }

    /** Decrypts the chunk's beginning: whether the key opens it. Proves nothing of the rest. */
    public void tryKey(StoredChunk chunk, DecryptionKey key) throws ReadFailure, IOException, InterruptedException {
        requireRecipient(chunk, key);
        objects.tryKey(chunk, key);
    }

    /** By the manifest, before a byte is fetched; a message that says otherwise is an altered or damaged one. */
    private void requireRecipient(StoredChunk chunk, DecryptionKey key) throws ReadFailure {
        if (backup.manifest().encryption().recipients().stream()
                .noneMatch(recipient -> key.has(recipient.encryptionKey()))) {
            throw failures.wrongKey(chunk.key(), key.fingerprint(), backup.recipients());
        }
    }

    private @Nullable String whose(String sha256) {
        return backup.objects().stream()
                .filter(other -> other.sha256().equals(sha256))
                .map(StoredChunk::key)
                .findFirst()
                .orElse(null);
    }

    /** Lower-case hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest("SHA-256").digest(bytes));
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + algorithm, impossible);
        }
    }

    static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while reading a chunk");
        }
    }
}
