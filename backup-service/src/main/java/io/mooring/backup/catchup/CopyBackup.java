package io.mooring.backup.catchup;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.manifest.Manifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies a backup from one location to another, object by object, as it is: nothing is decrypted, so no key is needed. Every byte
 * is checked against the manifest on its way; the manifest is written last. What an earlier attempt left there is used if it is
 * right. Blocking.
 */
final class CopyBackup {

    private static final int BUFFER = 256 * 1024;

    private final BackupLocation from;
    private final BackupLocation to;
    private final Manifest manifest;
    private final String folder;

    CopyBackup(BackupLocation from, BackupLocation to, Manifest manifest) {
        this.from = from;
        this.to = to;
        this.manifest = manifest;
        this.folder = ObjectKeys.folder(manifest.run().planId(), manifest.run().id());
    }

    /** @param manifestBytes exactly as they were signed */
    void copy(byte[] manifestBytes) throws LocationFailure, CopyRefused, InterruptedException {
        for (Manifest.Chunk object : manifest.data().objects()) {
            copy(object);
        }
        if (manifest.signedBy() != null) {
            replace(ObjectKeys.MANIFEST_SIGNATURE, read(ObjectKeys.MANIFEST_SIGNATURE));
        }
        requireAll();
        lockAll();
        replace(ObjectKeys.MANIFEST, manifestBytes);
        vouched();
    }

    private void copy(Manifest.Chunk object) throws LocationFailure, CopyRefused, InterruptedException {
        String key = folder + object.name();
        if (isThere(object, key)) {
            return;
        }
        to.discard(key);
        try (InputStream in = from.open(key);
                ObjectSink sink = to.create(key)) {
            String found = pass(in, sink, object.bytes());
            if (!found.equals(object.sha256())) {
                throw new CopyRefused("The object " + key + " at location " + from.id()
                        + " is damaged: its SHA-256 is not the manifest's");
            }
            sink.commit();
        } catch (IOException cut) {
            throw new CopyRefused(
                    "The object " + key + " at location " + from.id() + " could not be read: " + cut.getMessage());
        }
    }

    private boolean isThere(Manifest.Chunk object, String key) throws LocationFailure, InterruptedException {
        boolean sameSize =
                to.list(key).stream().anyMatch(stored -> stored.key().equals(key) && stored.bytes() == object.bytes());
        if (!sameSize) {
            return false;
        }
        try (InputStream in = to.open(key)) {
            return pass(in, null, object.bytes()).equals(object.sha256());
        } catch (IOException | CopyRefused unusable) {
            return false;
        }
    }

    /** The SHA-256 of what passed. */
    private static String pass(InputStream in, @Nullable ObjectSink sink, long expected)
            throws IOException, LocationFailure, CopyRefused, InterruptedException {
        MessageDigest sha256 = sha256();
        byte[] buffer = new byte[BUFFER];
        long left = expected;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left -= n;
            if (left < 0) {
                throw new CopyRefused("an object is longer than its manifest says");
            }
            sha256.update(buffer, 0, n);
            if (sink != null) {
                sink.write(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private byte[] read(String name) throws LocationFailure, CopyRefused {
        try (InputStream in = from.open(folder + name)) {
            return in.readNBytes(BUFFER);
        } catch (IOException cut) {
            throw new CopyRefused("The object " + folder + name + " at location " + from.id() + " could not be read: "
                    + cut.getMessage());
        }
    }

    private void replace(String name, byte[] bytes) throws LocationFailure, CopyRefused, InterruptedException {
        to.discard(folder + name);
        try (ObjectSink sink = to.create(folder + name);
                InputStream in = new ByteArrayInputStream(bytes)) {
            pass(in, sink, bytes.length);
            sink.commit();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void lockAll() throws LocationFailure {
        if (to.objectLock().isOn()) {
            for (Manifest.Chunk object : manifest.data().objects()) {
                to.lockAnew(folder + object.name());
            }
            for (Manifest.Reference reference : manifest.references()) {
                to.lockAnew(ObjectKeys.folder(manifest.run().planId(), reference.runId()) + reference.name());
            }
        }
    }

    private void requireAll() throws LocationFailure, CopyRefused {
        Map<String, Long> there =
                to.list(folder).stream().collect(Collectors.toMap(StoredObject::key, StoredObject::bytes));
        for (Manifest.Chunk object : manifest.data().objects()) {
            Long bytes = there.get(folder + object.name());
            if (bytes == null || bytes != object.bytes()) {
                throw new CopyRefused("The object " + folder + object.name() + " went away from location " + to.id()
                        + " while the copy was made");
            }
        }
    }

    /** Somebody may have taken an object away until the manifest stood there; then it must not stand there. */
    private void vouched() throws LocationFailure, CopyRefused {
        try {
            requireAll();
        } catch (CopyRefused gone) {
            to.discard(folder + ObjectKeys.MANIFEST);
            throw gone;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** There is no copy; the message says why and names the object. */
    static final class CopyRefused extends Exception {
        CopyRefused(String message) {
            super(message);
        }
    }
}
