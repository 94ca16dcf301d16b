package io.mooring.backup.source;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a table's content becomes one number that does not depend on the order of rows: every row's text form, in which SHA-256
 * stands for long bytea values, is hashed to two 64-bit numbers, these are summed over all rows, and rows and sums are hashed with SHA-256. Sums, not XOR, so that equal rows count. Computed by
 * the server with functions that stock PostgreSQL 11 and later has; reasons and limits are in RATIONALE.md.
 */
public final class ContentHash {

    /** Named in manifests, so that a later method can be told apart. */
    public static final String METHOD = "sum-of-row-hashes/2";

    /** From about here on a digest costs less than twice as many hexadecimal digits. */
    private static final int LONG_BYTES = 512;

    /** A row's text form depends on these. The empty search_path makes names in it fully qualified, as pg_dump does. */
    public static final List<String> SETTINGS = List.of(
            "SET search_path = ''",
            "SET timezone = 'UTC'",
            "SET datestyle = 'ISO, YMD'",
            "SET intervalstyle = 'postgres'",
            "SET extra_float_digits = 3",
            "SET bytea_output = 'hex'",
            "SET lc_monetary = 'C'",
            "SET row_security = off");

    private ContentHash() {}

    /**
     * The statement that answers rows, hash and the two sums. OFFSET 0 keeps the planner from making the text twice.
     *
     * @param onlyItself for a plain table or partition; a partitioned table is asked with all its partitions
     */
    static String sql(String schema, String name, boolean onlyItself, List<Column> columns) {
        return """
                SELECT rows, left(encode(sha256(convert_to(concat_ws(':', rows, a, b), 'UTF8')), 'hex'), 32) AS hash, a, b \
                FROM (SELECT count(*) AS rows, coalesce(sum(hashtextextended(h, 0)), 0) AS a, coalesce(sum(hashtextextended(h, 1)), 0) AS b \
                FROM (SELECT %s::text COLLATE "C" AS h FROM %s%s.%s AS t OFFSET 0) AS r) AS s;""".formatted(row(columns), onlyItself ? "ONLY " : "", quoted(schema), quoted(name));
    }

    /** All columns, but SHA-256 instead of long bytea values. NULL stays NULL. */
    private static String row(List<Column> columns) {
        if (columns.stream().noneMatch(Column::bytea)) {
            return "ROW(t.*)";
        }
        return columns.stream().map(ContentHash::value).collect(Collectors.joining(", ", "ROW(", ")"));
    }

    private static String value(Column column) {
        String value = "t." + quoted(column.name());
        return column.bytea()
                ? "CASE WHEN octet_length(%1$s) > %2$d THEN sha256(%1$s) ELSE %1$s END".formatted(value, LONG_BYTES)
                : value;
    }

    /** The hash of known sums: a partitioned table's are its partitions' added up. */
    static String of(long rows, BigInteger a, BigInteger b) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((rows + ":" + a + ":" + b).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
