package io.mooring.backup.read;

/** Why a backup, or an object of it, cannot be read back. */
public enum ReadFault {
    /** The folder has no manifest: not a backup, or a deleted one. */
    MANIFEST_MISSING,
    /** It is no manifest, contradicts itself, or belongs to another backup. */
    MANIFEST_INVALID,
    /** It says who signed it, and the signature is not there. */
    SIGNATURE_MISSING,
    /** It is not what its signer signed. */
    SIGNATURE_INVALID,
    /** Signed by somebody whom this installation does not know. */
    SIGNER_UNKNOWN,
    OBJECT_MISSING,
    /** Shorter or longer than when it was written. */
    OBJECT_SIZE,
    /** Of the right size, but not the bytes that were written. */
    OBJECT_ALTERED,
    /** The bytes that were written, but they do not decrypt or decompress to what the manifest says. */
    OBJECT_DAMAGED,
    /** Not encrypted to the key at hand. */
    WRONG_KEY,
    /** The location does not answer, or the connection was cut: trying again may help. */
    LOCATION_UNREACHABLE
}
