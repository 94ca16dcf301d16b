package io.mooring.backup.key;

/** An OpenPGP key that cannot do what is asked of it; the message says which key and why, in words. */
public final class KeyUnusable extends Exception {

    public KeyUnusable(String message) {
        super(message);
    }

    public KeyUnusable(String message, Throwable cause) {
        super(message, cause);
    }
}
