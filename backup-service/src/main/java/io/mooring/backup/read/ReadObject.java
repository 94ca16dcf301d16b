package io.mooring.backup.read;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects of a location whose size and SHA-256 are known from elsewhere, by a manifest or by the service's own records. Blocking; an
 * interrupt ends it. Safe for concurrent use.
 */
public final class ReadObject {

    private final BackupLocation location;
    private final ReadFailures failures;
    private final Function<String, @Nullable String> whose;

    public ReadObject(BackupLocation location) {
        this(location, sha256 -> null);
    }

    /** @param whose the key of the object that has this SHA-256, if one is known: of objects that were mixed up */
    ReadObject(BackupLocation location, Function<String, @Nullable String> whose) {
        this.location = location;
        this.failures = new ReadFailures(location);
        this.whose = whose;
    }

    /**
     * Gives the object's content to {@code target} and returns once all of it is proven.
     *
     * @throws ReadFailure naming the object; {@code target} was given rubbish or a part then
     * @throws IOException the target's own only
     */
    public void read(StoredChunk object, DecryptionKey key, ChunkTarget target)
            throws ReadFailure, IOException, InterruptedException {
        try (InputStream in = open(object)) {
            Ciphertext ciphertext = new Ciphertext(in, object.bytes());
            @Nullable BrokenContent broken = null;
            try {
                DecryptContent.of(ciphertext, key, object.sourceBytes(), target);
            } catch (BrokenContent wrong) {
                broken = wrong;
            }
            requireAsWritten(object, ciphertext);
            if (broken != null) {
                throw failures.damaged(object, broken.getMessage(), broken);
            }
        }
    }

    /** Checks size and SHA-256 of the object as stored; needs no private key. */
    void check(StoredChunk object) throws ReadFailure, IOException, InterruptedException {
        try (InputStream in = open(object)) {
            requireAsWritten(object, new Ciphertext(in, object.bytes()));
        }
    }

    /** Decrypts the object's beginning: whether the key opens it. Proves nothing of the rest. */
    void tryKey(StoredChunk object, DecryptionKey key) throws ReadFailure, IOException, InterruptedException {
        try (InputStream in = open(object)) {
            Ciphertext ciphertext = new Ciphertext(in, object.bytes());
            try {
                DecryptContent.begin(ciphertext, key);
            } catch (BrokenContent wrong) {
                if (ciphertext.cut() != null) {
                    throw StoredBackup.interruptedOr(failures.unreachable(object.key(), ciphertext.cut()));
                }
                throw failures.damaged(object, wrong.getMessage(), wrong);
            }
        }
    }

    private InputStream open(StoredChunk object) throws ReadFailure {
        try {
            return location.open(object.key());
        } catch (LocationFailure failure) {
            throw failures.notOpened(object.key(), ReadFault.OBJECT_MISSING, failure);
        }
    }

    /** What the location did to the object is told before what that did to its content. */
    private void requireAsWritten(StoredChunk object, Ciphertext ciphertext) throws ReadFailure, InterruptedException {
        try {
            if (ciphertext.cut() == null) {
                ciphertext.drain();
            }
        } catch (IOException cut) {
            // Remembered by the stream itself.
        }
        IOException cut = ciphertext.cut();
        if (cut != null) {
            throw StoredBackup.interruptedOr(failures.unreachable(object.key(), cut));
        }
        if (ciphertext.count() != object.bytes()) {
            throw failures.size(object, ciphertext.count());
        }
        String sha256 = ciphertext.sha256();
        if (!sha256.equals(object.sha256())) {
            throw failures.altered(object, sha256, whose.apply(sha256));
        }
    }
}
