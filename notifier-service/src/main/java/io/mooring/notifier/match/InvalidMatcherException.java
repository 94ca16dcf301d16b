package io.mooring.notifier.match;

/** A condition that cannot be: the message says in words what is wrong, and may be shown to whoever wrote it. */
public final class InvalidMatcherException extends IllegalArgumentException {

    InvalidMatcherException(String message) {
        super(message);
    }
}
