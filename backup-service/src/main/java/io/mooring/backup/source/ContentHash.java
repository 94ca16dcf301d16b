package io.mooring.backup.source;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a table's content becomes one number that does not depend on the order of rows: every row is hashed to 64 bits, two
 * numbers that are mixed from them are summed over all rows, and rows and sums are hashed with SHA-256. Sums, not XOR, so that equal rows
 * count. Computed by the server with functions that stock PostgreSQL has; reasons and limits are in RATIONALE.md.
 */
public enum ContentHash {
    /**
     * A row is hashed as a record, of columns whose type's hash tells apart whatever a dump does, and of the text form of all
     * others together.
     */
    OF_RECORDS("sum-of-row-hashes/3", "hashint4extended(%d, h)") {
        @Override
        String row(List<Column> columns) {
            List<Column> told = columns.stream()
                    .filter(column -> column.value().isPresent())
                    .toList();
            if (told.isEmpty()) {
                return "hashtextextended(" + OF_TEXTS.row(columns) + ", 0)";
            }
            List<Column> others = new ArrayList<>(columns);
            others.removeAll(told);
            Stream<String> values = told.stream().flatMap(column -> column.value().stream());
            Stream<String> rest = others.isEmpty() ? Stream.of() : Stream.of(OF_TEXTS.row(others));
            return Stream.concat(values, rest).collect(Collectors.joining(", ", "hash_record_extended(ROW(", "), 0)"));
        }
    },
    /** A row's whole text form is hashed, twice: for servers before PostgreSQL 14, which hash no records. */
    OF_TEXTS("sum-of-row-hashes/2", "hashtextextended(h, %d)") {
        @Override
        String row(List<Column> columns) {
            return columns.stream()
                    .map(Column::written)
                    .collect(Collectors.joining(", ", "ROW(", ")::text COLLATE \"C\""));
        }
    };

    private static final int HASHES_RECORDS = 14;

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

    private final String method;
    private final String number;

    ContentHash(String method, String number) {
        this.method = method;
        this.number = number;
    }

    /** What a server of this major version can compute. */
    static ContentHash on(int serverMajor) {
        return serverMajor >= HASHES_RECORDS ? OF_RECORDS : OF_TEXTS;
    }

    /** Named in manifests, so that a later method can be told apart. */
    String method() {
        return method;
    }

    /** Of a row of these columns: what the two numbers are made of. */
    abstract String row(List<Column> columns);

    /**
     * The statement that answers rows, hash and the two sums. OFFSET 0 keeps the planner from hashing each row twice.
     *
     * @return for a plain table or partition of it alone; a partitioned table is asked with all its partitions
     */
    String sql(SourceTable table) {
        String only = table.kind() == SourceTable.Kind.PARTITIONED ? "" : "ONLY ";
        return """
                SELECT rows, left(encode(sha256(convert_to(concat_ws(':', rows, a, b), 'UTF8')), 'hex'), 32) AS hash, a, b \
                FROM (SELECT count(*) AS rows, coalesce(sum(%s), 0) AS a, coalesce(sum(%s), 0) AS b \
                FROM (SELECT %s AS h FROM %s%s AS t OFFSET 0) AS r) AS s;""".formatted(number.formatted(0), number.formatted(1), row(table.columns()), only, table.qualified());
    }

    /** The hash of known sums: a partitioned table's are its partitions' added up. */
    public static String of(long rows, BigInteger a, BigInteger b) {
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
