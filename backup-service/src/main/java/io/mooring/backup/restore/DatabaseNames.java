package io.mooring.backup.restore;

import io.mooring.backup.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names of databases while and after they are restored; PostgreSQL takes 63 bytes. */
final class DatabaseNames {

    private static final int MOST_BYTES = 63;
    private static final int ID_DIGITS = 8;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

    private DatabaseNames() {}

    static String working(String name, String restoreId) {
        return with(name, "__restoring_" + shortId(restoreId));
    }

    static String before(String name, String restoreId) {
        return with(name, "__before_" + shortId(restoreId));
    }

    static String undone(String name, String restoreId) {
        return with(name, "__undone_" + shortId(restoreId));
    }

    /** Of the schema that tables of a backup are put into: it tells how old the rows are, and which backup they are from. */
    static String schema(Manifest manifest) {
        return "restored_" + DAY.format(manifest.source().consistentAt()) + "_"
                + shortId(manifest.run().id());
    }

    /** Whether PostgreSQL takes it whole, and no tool takes it for something else. */
    static boolean isName(String name) {
        return !name.isBlank()
                && name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
                && name.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\'' || c == '\\' || c == 127)
                && !name.startsWith("-")
                && !name.equals("template0")
                && !name.equals("template1");
    }

    /** The last digits: a UUIDv7's first ones are the time. */
    static String shortId(String id) {
        String digits = id.replace("-", "");
        return digits.substring(Math.max(0, digits.length() - ID_DIGITS));
    }

    private static String with(String name, String suffix) {
        StringBuilder shortened = new StringBuilder(name);
        while ((shortened + suffix).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            shortened.setLength(shortened.offsetByCodePoints(shortened.length(), -1));
        }
        return shortened + suffix;
    }
}
