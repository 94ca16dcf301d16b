package io.mooring.backup.read;

/** What is known of a manifest's origin. */
public enum Signature {
    /** Signed by a key that this installation trusts. */
    VERIFIED,
    /** Signed, but this installation has no signer to compare with. */
    UNVERIFIED,
    /** Nobody vouches for it: whoever may write to the location and has the public keys can have made it. */
    UNSIGNED
}
