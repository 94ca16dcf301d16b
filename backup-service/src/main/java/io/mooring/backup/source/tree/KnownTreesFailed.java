package io.mooring.backup.source.tree;

/** What is known of trees could not be asked or noted. The message is a sentence for people; a run cannot go on without. */
public final class KnownTreesFailed extends RuntimeException {

    public KnownTreesFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
