package io.mooring.backup.restore;

import io.mooring.backup.read.Signature;
import io.mooring.backup.read.StoredBackup;
import java.util.Optional;

/** Whether somebody vouches for where a backup comes from. */
final class Vouching {

    private Vouching() {}

    /** What to say when nobody does. */
    static Optional<String> remark(StoredBackup backup) {
        return backup.signature() == Signature.VERIFIED
                ? Optional.empty()
                : Optional.of("Nobody vouches for where this backup comes from: its manifest's signature is "
                        + (backup.signature() == Signature.UNSIGNED
                                ? "missing."
                                : "not checked, for want of a trusted signer."));
    }
}
