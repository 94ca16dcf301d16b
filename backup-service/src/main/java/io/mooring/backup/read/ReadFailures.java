package io.mooring.backup.read;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.LocationFault;
import org.jspecify.annotations.Nullable;

/** The words for everything that can be wrong with a stored object, once. */
final class ReadFailures {

    private static final String OTHER_COPY =
            "Use the copy in another location, or another backup; keep this one for a look.";

    private final BackupLocation location;

    ReadFailures(BackupLocation location) {
        this.location = location;
    }

    ReadFailure notOpened(String key, ReadFault whenMissing, LocationFailure failure) {
        return failure.fault() == LocationFault.NOT_FOUND
                ? of(whenMissing, key, "is missing", OTHER_COPY, failure)
                : unreachable(key, failure);
    }

    ReadFailure unreachable(String key, Throwable failure) {
        return of(
                ReadFault.LOCATION_UNREACHABLE,
                key,
                "cannot be read: " + failure.getMessage(),
                "Check the location, then start again; another location may hold the same backup.",
                failure);
    }

    ReadFailure invalid(String key, String why, @Nullable Throwable cause) {
        return of(ReadFault.MANIFEST_INVALID, key, "is not this backup's manifest: " + why, OTHER_COPY, cause);
    }

    ReadFailure notVouched(String key, String signer) {
        return of(
                ReadFault.SIGNATURE_INVALID,
                key,
                "is not what " + signer + " signed: it or its signature was changed",
                "Do not restore it. " + OTHER_COPY,
                null);
    }

    ReadFailure unknownSigner(String key, String signer, String known) {
        return of(
                ReadFault.SIGNER_UNKNOWN,
                key,
                "is signed by " + signer + ", whom this installation does not know (it knows: " + known + ")",
                "If that key is yours, name the file of its public key in backup.trusted-signers.",
                null);
    }

    ReadFailure size(StoredChunk chunk, long found) {
        return of(
                ReadFault.OBJECT_SIZE,
                chunk.key(),
                found > chunk.bytes()
                        ? "is larger than the " + chunk.bytes() + " bytes that were written"
                        : "has " + found + " bytes of the " + chunk.bytes() + " that were written",
                OTHER_COPY,
                null);
    }

    ReadFailure altered(StoredChunk chunk, String found, @Nullable String otherwise) {
        return of(
                ReadFault.OBJECT_ALTERED,
                chunk.key(),
                "does not hold what was written: its SHA-256 is " + found + " instead of " + chunk.sha256()
                        + (otherwise == null ? "" : "; these are the bytes of " + otherwise),
                OTHER_COPY,
                null);
    }

    ReadFailure damaged(StoredChunk chunk, String why, @Nullable Throwable cause) {
        return of(
                ReadFault.OBJECT_DAMAGED,
                chunk.key(),
                "is as it was written, but " + why,
                "It was written so; copies elsewhere are the same. Use another backup, and report this.",
                cause);
    }

    ReadFailure wrongKey(String key, String decryptionKey, String recipients) {
        return of(
                ReadFault.WRONG_KEY,
                key,
                "is not encrypted to the key " + decryptionKey + " but to " + recipients,
                "Set backup.restore-key to the private key of one of these recipients.",
                null);
    }

    private ReadFailure of(ReadFault fault, String key, String what, String remedy, @Nullable Throwable cause) {
        return new ReadFailure(
                fault,
                key,
                "The object " + key + " in the location " + location.id() + " " + what + ".",
                remedy,
                cause);
    }
}
