package io.mooring.backup.rebuild;

/**
 * Something that is not as the manifest says.
 *
 * @param table {@code schema.name}, or "large objects"
 * @param words for people: what was to be there and what is
 */
public record ContentDifference(Kind kind, String table, String words) {

    /** How it differs. */
    public enum Kind {
        MISSING_TABLE,
        EXTRA_TABLE,
        ROWS,
        CONTENT,
        LARGE_OBJECTS,
        /** The table is there, but its question cannot be asked: a column is missing or of another type. */
        SHAPE
    }
}
