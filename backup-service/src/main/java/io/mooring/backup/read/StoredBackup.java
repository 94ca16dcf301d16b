package io.mooring.backup.read;

import io.mooring.backup.key.TrustedSigners;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/** A backup in one location, whose manifest has been read as hostile and checked against its signature. */
public final class StoredBackup {

    private static final int MAX_SIGNATURE = 64 * 1024;

    private final BackupLocation location;
    private final Manifest manifest;
    private final byte[] manifestBytes;
    private final Signature signature;

    private StoredBackup(BackupLocation location, Manifest manifest, byte[] manifestBytes, Signature signature) {
        this.location = location;
        this.manifest = manifest;
        this.manifestBytes = manifestBytes;
        this.signature = signature;
    }

    /**
     * Reads the manifest. A manifest that says who signed it must bear that signature, and its signer must be trusted unless nobody is;
     * whether an unsigned one will do is for the caller to say.
     *
     * @throws ReadFailure naming the manifest or its signature
     */
    public static StoredBackup open(BackupLocation location, String planId, String runId, TrustedSigners signers)
            throws ReadFailure, InterruptedException {
        ReadFailures failures = new ReadFailures(location);
        String folder = ObjectKeys.folder(planId, runId);
        String key = folder + ObjectKeys.MANIFEST;
        byte[] bytes = small(location, key, ReadFault.MANIFEST_MISSING, ManifestJson.MAX_BYTES);
        Manifest manifest = parse(failures, key, bytes);
        if (!manifest.run().id().equals(runId) || !manifest.run().planId().equals(planId)) {
            String whose = manifest.run().planId() + "/" + manifest.run().id();
            throw failures.invalid(key, "it is the one of " + whose, null);
        }
        return new StoredBackup(location, manifest, bytes, check(location, folder, manifest, bytes, signers));
    }

    public BackupLocation location() {
        return location;
    }

    public Manifest manifest() {
        return manifest;
    }

    /** As they are stored. */
    public byte[] manifestBytes() {
        return manifestBytes.clone();
    }

    public Signature signature() {
        return signature;
    }

    public String folder() {
        return ObjectKeys.folder(manifest.run().planId(), manifest.run().id());
    }

    /** The objects with content, in order. */
    public List<StoredChunk> chunks() {
        return manifest.data().chunks().stream().map(this::own).toList();
    }

    /** Every object that this run stored, attached ones too. */
    public List<StoredChunk> objects() {
        return manifest.data().objects().stream().map(this::own).toList();
    }

    /** The objects of former runs of the chain that it needs; what they hold is not known here. */
    public List<StoredChunk> references() {
        List<Manifest.Reference> references = manifest.references();
        return references == null
                ? List.of()
                : references.stream()
                        .map(reference -> new StoredChunk(
                                ObjectKeys.folder(manifest.run().planId(), reference.runId()) + reference.name(),
                                reference.bytes(),
                                reference.sha256(),
                                StoredChunk.UNKNOWN))
                        .toList();
    }

    private StoredChunk own(Manifest.Chunk chunk) {
        return new StoredChunk(folder() + chunk.name(), chunk.bytes(), chunk.sha256(), chunk.sourceBytes());
    }

    /** Whom it is encrypted to, in words. */
    String recipients() {
        return manifest.encryption().recipients().stream()
                .map(recipient -> recipient.label().isEmpty()
                        ? recipient.fingerprint()
                        : recipient.label() + " (" + recipient.fingerprint() + ")")
                .collect(Collectors.joining(", "));
    }

    private static Manifest parse(ReadFailures failures, String key, byte[] bytes) throws ReadFailure {
        try {
            return ManifestJson.read(bytes);
        } catch (ManifestRejected rejected) {
            throw failures.invalid(key, rejected.getMessage(), rejected);
        }
    }

    private static Signature check(
            BackupLocation location, String folder, Manifest manifest, byte[] bytes, TrustedSigners signers)
            throws ReadFailure, InterruptedException {
        String signer = manifest.signedBy();
        if (signer == null) {
            return Signature.UNSIGNED;
        }
        ReadFailures failures = new ReadFailures(location);
        byte[] signature =
                small(location, folder + ObjectKeys.MANIFEST_SIGNATURE, ReadFault.SIGNATURE_MISSING, MAX_SIGNATURE);
        if (signers.isEmpty()) {
            return Signature.UNVERIFIED;
        }
        if (!signers.knows(signer)) {
            throw failures.unknownSigner(folder + ObjectKeys.MANIFEST, signer, signers.names());
        }
        if (!signers.vouched(signer, bytes, signature)) {
            throw failures.notVouched(folder + ObjectKeys.MANIFEST, signer);
        }
        return Signature.VERIFIED;
    }

    /** One byte more than allowed is enough for whoever reads it to say that it is too large. */
    private static byte[] small(BackupLocation location, String key, ReadFault whenMissing, int most)
            throws ReadFailure, InterruptedException {
        ReadFailures failures = new ReadFailures(location);
        try (InputStream in = location.open(key)) {
            return in.readNBytes(most + 1);
        } catch (LocationFailure failure) {
            throw failures.notOpened(key, whenMissing, failure);
        } catch (IOException cut) {
            throw interruptedOr(failures.unreachable(key, cut));
        }
    }

    static ReadFailure interruptedOr(ReadFailure failure) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while reading " + failure.objectKey());
        }
        return failure;
    }
}
