package io.mooring.backup.key;

import java.util.Arrays;

/** A password or passphrase that never shows in a log line: {@link #toString()} is a mask. */
public final class Secret {

    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /** May be empty: a local database that trusts its users needs none. */
    public static Secret of(String value) {
        return new Secret(value.toCharArray());
    }

    /** The secret itself, for the one call that needs it. */
    public String reveal() {
        return new String(value);
    }

    /** A copy; whoever takes it may wipe it. */
    public char[] chars() {
        return value.clone();
    }

    public boolean isEmpty() {
        return value.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(value, secret.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "********";
    }
}
