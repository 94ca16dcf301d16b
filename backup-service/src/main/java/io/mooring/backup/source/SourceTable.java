package io.mooring.backup.source;

import java.util.List;

/** A relation as the catalogue has it. {@code parent} is the partitioned table it belongs to, or 0. */
record SourceTable(long oid, String schema, String name, Kind kind, long parent, List<Column> columns, long bytes) {

    enum Kind {
        TABLE("table"),
        PARTITION("partition"),
        PARTITIONED("partitioned"),
        /** A partition on another server: pg_dump does not read it, so neither do we. */
        FOREIGN("foreign");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static Kind of(String relkind, boolean isPartition) {
            return switch (relkind) {
                case "p" -> PARTITIONED;
                case "f" -> FOREIGN;
                default -> isPartition ? PARTITION : TABLE;
            };
        }
    }

    String qualified() {
        return ContentHash.quoted(schema) + "." + ContentHash.quoted(name);
    }
}
