package io.mooring.backup.verify;

/** How many there are, as people say it. */
final class AllOf {

    private AllOf() {}

    /** "The one object", "All 3 objects". */
    static String objects(int number) {
        return number == 1 ? "The one object" : "All " + number + " objects";
    }

    /** "was" or "were". */
    static String was(int number) {
        return number == 1 ? "was" : "were";
    }
}
