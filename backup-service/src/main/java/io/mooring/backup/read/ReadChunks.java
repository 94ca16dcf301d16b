package io.mooring.backup.read;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.location.LocationFailure;
import java.io.IOException;
import java.io.InputStream;
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

    public ReadChunks(StoredBackup backup) {
        this.backup = backup;
        this.failures = new ReadFailures(backup.location());
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
        try (InputStream in = open(chunk)) {
            Ciphertext ciphertext = new Ciphertext(in, chunk.bytes());
            @Nullable BrokenContent broken = null;
            try {
                DecryptContent.of(ciphertext, key, chunk.sourceBytes(), target);
            } catch (BrokenContent wrong) {
                broken = wrong;
            }
            requireAsWritten(chunk, ciphertext);
            if (broken != null) {
                throw failures.damaged(chunk, broken.getMessage(), broken);
            }
        }
    }

    /** Checks size and SHA-256 of the object as stored; needs no private key. */
    public void check(StoredChunk chunk) throws ReadFailure, IOException, InterruptedException {
        try (InputStream in = open(chunk)) {
            requireAsWritten(chunk, new Ciphertext(in, chunk.bytes()));
        }
    }

    /** Decrypts the chunk's beginning: whether the key opens it. Proves nothing of the rest. */
    public void tryKey(StoredChunk chunk, DecryptionKey key) throws ReadFailure, IOException, InterruptedException {
        requireRecipient(chunk, key);
        try (InputStream in = open(chunk)) {
            Ciphertext ciphertext = new Ciphertext(in, chunk.bytes());
            try {
                DecryptContent.begin(ciphertext, key);
            } catch (BrokenContent wrong) {
                if (ciphertext.cut() != null) {
                    throw StoredBackup.interruptedOr(failures.unreachable(chunk.key(), ciphertext.cut()));
                }
                throw failures.damaged(chunk, wrong.getMessage(), wrong);
            }
        }
    }

    private InputStream open(StoredChunk chunk) throws ReadFailure {
        try {
            return backup.location().open(chunk.key());
        } catch (LocationFailure failure) {
            throw failures.notOpened(chunk.key(), ReadFault.OBJECT_MISSING, failure);
        }
    }

    /** By the manifest, before a byte is fetched; a message that says otherwise is an altered or damaged one. */
    private void requireRecipient(StoredChunk chunk, DecryptionKey key) throws ReadFailure {
        if (backup.manifest().encryption().recipients().stream()
                .noneMatch(recipient -> key.has(recipient.encryptionKey()))) {
            throw failures.wrongKey(chunk.key(), key.fingerprint(), backup.recipients());
        }
    }

    /** What the location did to the object is told before what that did to its content. */
    private void requireAsWritten(StoredChunk chunk, Ciphertext ciphertext) throws ReadFailure, InterruptedException {
        try {
            if (ciphertext.cut() == null) {
                ciphertext.drain();
            }
        } catch (IOException cut) {
            // Remembered by the stream itself.
        }
        IOException cut = ciphertext.cut();
        if (cut != null) {
            throw StoredBackup.interruptedOr(failures.unreachable(chunk.key(), cut));
        }
        if (ciphertext.count() != chunk.bytes()) {
            throw failures.size(chunk, ciphertext.count());
        }
        String sha256 = ciphertext.sha256();
        if (!sha256.equals(chunk.sha256())) {
            throw failures.altered(chunk, sha256, whose(sha256));
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
