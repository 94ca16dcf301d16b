package io.mooring.backup.location;

import java.util.regex.Pattern;

/**
 * Something that goes wrong at a location for a time.
 *
 * @param atFirst before anything is asked
 * @param halfway when half of an object was written; does nothing for troubles that are there from the beginning
 * @param over ends it
 * @param end how a location must take it
 * @param words what a failure must say besides the location's name
 */
record Trouble<P extends Trouble.Place>(
        String name, Step<P> atFirst, Step<P> halfway, Step<P> over, End end, Pattern words) {

    /** A location, its surroundings, and a look behind its back. */
    interface Place extends AutoCloseable {

        BackupLocation location();

        /** How the location is called in failures. */
        String name();

        /** Whether anything unfinished lies there. */
        boolean hasLeftovers() throws Exception;

        @Override
        void close();
    }

    /** Does something to a place. */
    interface Step<P extends Place> {

        void take(P place) throws Exception;
    }

    /** What may come of it. */
    enum End {
        /** It passes so soon that nobody but the location notices. */
        RIDDEN_OUT,
        /** Nothing is written, and nothing of it lies there when the writer has closed. */
        FAILS_CLEAN,
        /** Nothing is written; what lies there is removed later, because the location cannot be asked now. */
        FAILS
    }

    @Override
    public String toString() {
        return name;
    }
}
