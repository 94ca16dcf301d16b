package io.mooring.backup.verify;

/** A throwaway server that could not be had. It says nothing about the backup: what was to be tested is unknown. */
public class ThrowawayFailure extends Exception {

    private final String remedy;

    ThrowawayFailure(String message, String remedy) {
        super(message);
        this.remedy = remedy;
    }

    ThrowawayFailure(String message, String remedy, Throwable cause) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What an operator can do. */
    public String remedy() {
        return remedy;
    }
}
