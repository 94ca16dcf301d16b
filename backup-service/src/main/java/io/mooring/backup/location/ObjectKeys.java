package io.mooring.backup.location;

import java.util.regex.Pattern;

/** The names of things in a location: {@code <planId>/<runId>/data.000001.zst.pgp …, manifest.json.sig, manifest.json}. */
public final class ObjectKeys {

    /** Written last: a folder without it is not a backup. */
    public static final String MANIFEST = "manifest.json";

    /** Detached OpenPGP signature over the manifest's bytes. */
    public static final String MANIFEST_SIGNATURE = "manifest.json.sig";

    /** No dot at the start: such names are temporary files. No separator, no "..": a key cannot leave its location. */
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private ObjectKeys() {}

    /** {@code planId/runId/}. */
    public static String folder(String planId, String runId) {
        return requireSegment(planId) + "/" + requireSegment(runId) + "/";
    }

    /** {@code data.000001.zst.pgp} for 1. */
    public static String chunkName(int number) {
        return "data.%06d.zst.pgp".formatted(requireNumber(number));
    }

    /** {@code tree.000001.zst.pgp} for 1. */
    public static String treeName(int number) {
        return "tree.%06d.zst.pgp".formatted(requireNumber(number));
    }

    /** {@code globals.000001.sql.zst.pgp} for 1. */
    public static String globalsName(int number) {
        return "globals.%06d.sql.zst.pgp".formatted(requireNumber(number));
    }

    private static int requireNumber(int number) {
        if (number < 1 || number > 999_999) {
            throw new IllegalArgumentException("chunk number must be 1 to 999999 but is " + number);
        }
        return number;
    }

    /** The segment itself, when it can be part of a key. */
    public static String requireSegment(String segment) {
        if (!SEGMENT.matcher(segment).matches()) {
            throw new IllegalArgumentException(
                    "not a name for a folder or object: letters, digits, '.', '_', '-' only");
        }
        return segment;
    }

    /** The key itself, when it is {@code planId/runId/name}. */
    public static String requireKey(String key) {
        String[] segments = key.split("/", -1);
        if (segments.length != 3) {
            throw new IllegalArgumentException("a key is planId/runId/name");
        }
        for (String segment : segments) {
            requireSegment(segment);
        }
        return key;
    }

    /** The run a key belongs to. */
    static String runOf(String key) {
        return key.split("/", -1)[1];
    }
}
