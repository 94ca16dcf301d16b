package io.mooring.backup.source;

import java.util.Map;
import java.util.Optional;
import org.postgresql.core.Oid;

/**
 * A column as the catalogue has it.
 *
 * @param type exactly; a domain is another than what it is made of
 */
record Column(String name, int type) {

    /** From about here on a digest costs less than twice as many hexadecimal digits. */
    private static final int LONG_BYTES = 512;

    /**
     * How to have a value of each type hashed as it is. The server's own hash of 8-byte numbers and times makes 4 bytes of them first, that of
     * numeric leaves out sign and scale: these go as bytes. Missing are types with values that are equal and written differently (floating
     * point, interval, jsonb), and those that are hashed by numbers which differ in a restored database (enumerations).
     */
    private static final Map<Integer, String> VALUES = Map.ofEntries(
            Map.entry(Oid.BOOL, "%s"),
            Map.entry(Oid.INT2, "%s"),
            Map.entry(Oid.INT4, "%s"),
            Map.entry(Oid.DATE, "%s"),
            Map.entry(Oid.UUID, "%s"),
            Map.entry(Oid.INT8, "int8send(%s)"),
            Map.entry(Oid.NUMERIC, "numeric_send(%s)"),
            Map.entry(Oid.TIME, "time_send(%s)"),
            Map.entry(Oid.TIMESTAMP, "timestamp_send(%s)"),
            Map.entry(Oid.TIMESTAMPTZ, "timestamptz_send(%s)"),
            // Its own collation may take different letters for equal.
            Map.entry(Oid.TEXT, "%s COLLATE \"C\""),
            Map.entry(Oid.VARCHAR, "%s COLLATE \"C\""),
            Map.entry(Oid.BYTEA, "%s"));

    /** An expression whose hash tells apart what a dump does; empty when only the text form does. */
    Optional<String> value() {
        return Optional.ofNullable(VALUES.get(type)).map(how -> how.formatted(written()));
    }

    /** The column in a row of the table {@code t} that is to be written as text: SHA-256 stands for long bytea values. NULL stays NULL. */
    String written() {
        String column = "t." + ContentHash.quoted(name);
        return type == Oid.BYTEA
                ? "CASE WHEN octet_length(%1$s) > %2$d THEN sha256(%1$s) ELSE %1$s END".formatted(column, LONG_BYTES)
                : column;
    }
}
