package io.mooring.local.secret;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The OpenPGP key pairs of the local system, and what each is for. */
public enum KeyRole {
    OPERATIONS("people who restore by hand"),
    ESCROW("the last resort: keep its private half off this machine, then delete it here"),
    RESTORE("restores and restore tests of backup-service"),
    MANIFEST("vouches for manifests");

    private final String purpose;

    KeyRole(String purpose) {
        this.purpose = purpose;
    }

    /** As files and people call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String purpose() {
        return purpose;
    }

    static Optional<KeyRole> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
