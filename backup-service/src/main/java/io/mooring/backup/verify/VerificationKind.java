package io.mooring.backup.verify;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a backup is checked. */
public enum VerificationKind {
    /** Every object is read again from its location and compared with the manifest. Needs no private key. */
    CHECKSUMS,
    /** The backup is restored into a server or folder that is thrown away, and what came back is compared. */
    RESTORE_TEST;

    /** As the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of the jobs that do it. */
    String job() {
        return switch (this) {
            case CHECKSUMS -> "verify-checksums";
            case RESTORE_TEST -> "restore-test";
        };
    }

    static Optional<VerificationKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
