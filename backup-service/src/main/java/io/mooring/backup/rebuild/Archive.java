package io.mooring.backup.rebuild;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a dump in custom format contains, as pg_restore itself tells. */
final class Archive {

    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[^\\s\".;]+)";
    private static final Pattern OWNER = Pattern.compile("^ALTER .* OWNER TO " + NAME + ";$", Pattern.MULTILINE);
    private static final Pattern GRANTEE = Pattern.compile(
            "^(?:GRANT|REVOKE) .* (?:TO|FROM) " + NAME + "(?: WITH GRANT OPTION)?;$", Pattern.MULTILINE);
    private static final Pattern DEFAULTS =
            Pattern.compile("^ALTER DEFAULT PRIVILEGES FOR ROLE " + NAME + " .*$", Pattern.MULTILINE);
    private static final Pattern ATTACHED = Pattern.compile(
            "^ALTER TABLE ONLY " + NAME + "\\." + NAME + " ATTACH PARTITION " + NAME + "\\." + NAME + " .*$",
            Pattern.MULTILINE);
    private static final Pattern BLOB_OWNER = Pattern.compile("^\\d+; \\d+ \\d+ BLOB \\S+ \\S+ (.+)$");

    /** Entries of the table of contents, as {@code pg_restore --list} writes them. */
    private final List<String> entries;

    private final String schema;

    private Archive(List<String> entries, String schema) {
        this.entries = entries;
        this.schema = schema;
    }

    static Archive read(PgRestoreTool tool, Path file) throws RebuildFailure, InterruptedException {
        List<String> entries = PgRestoreRun.output(tool.reading(List.of("--list"), file))
                .lines()
                .filter(line -> !line.isEmpty() && !line.startsWith(";"))
                .toList();
        return new Archive(entries, PgRestoreRun.output(tool.reading(List.of("--schema-only", "--file=-"), file)));
    }

    /** All of it. */
    List<String> everything() {
        return entries;
    }

    /**
     * Those of the entries that must wait until all rows are there. pg_restore's workers have a trigger wait for the rows of its own table
     * only; a partitioned one has none itself, so its triggers might be there before its partitions' rows, and act on them.
     */
    List<String> afterRows(List<String> wanted) {
        return ATTACHED.matcher(schema).find()
                ? wanted.stream().filter(Archive::isOfTrigger).toList()
                : List.of();
    }

    private static boolean isOfTrigger(String entry) {
        String what = entry.replaceFirst("^\\d+; \\d+ \\d+ ", "");
        return what.startsWith("TRIGGER ") || what.startsWith("COMMENT ") && what.contains(" TRIGGER ");
    }

    /** The one role that owns everything; empty when there are several. */
    Optional<String> onlyOwner() {
        Set<String> owners = owners();
        return owners.size() == 1 ? Optional.of(owners.iterator().next()) : Optional.empty();
    }

    /** Roles that things belong to. */
    Set<String> owners() {
        Set<String> owners = names(OWNER);
        for (String entry : entries) {
            Matcher blob = BLOB_OWNER.matcher(entry);
            if (blob.matches()) {
                owners.add(blob.group(1));
            }
        }
        return owners;
    }

    /** Roles that have rights, or whose later tables are to have some. */
    Set<String> grantees() {
        Set<String> grantees = names(GRANTEE);
        grantees.addAll(names(DEFAULTS));
        grantees.remove("PUBLIC");
        return grantees;
    }

    /** These tables, with all their partitions. */
    Set<TableName> withPartitions(List<TableName> tables) {
        Set<TableName> all = new HashSet<>(tables);
        boolean grew = true;
        while (grew) {
            grew = false;
            Matcher attached = ATTACHED.matcher(schema);
            while (attached.find()) {
                TableName parent = new TableName(plain(attached.group(1)), plain(attached.group(2)));
                TableName child = new TableName(plain(attached.group(3)), plain(attached.group(4)));
                grew |= all.contains(parent) && all.add(child);
            }
        }
        return all;
    }

    /**
     * The entries to restore when only these tables' rows are wanted: every definition, so that nothing they need is missing, but no other
     * rows, no large objects, and no foreign keys, whose other side has no rows.
     */
    List<String> only(Set<TableName> tables) {
        List<String> kept = new ArrayList<>();
        for (String entry : entries) {
            String what = entry.replaceFirst("^\\d+; \\d+ \\d+ ", "");
            boolean rows = what.startsWith("TABLE DATA ");
            boolean unwanted = what.startsWith("FK CONSTRAINT ")
                    || what.startsWith("MATERIALIZED VIEW DATA ")
                    || what.startsWith("BLOB")
                    || what.contains(" LARGE OBJECT ")
                    || what.startsWith("COMMENT ") && what.contains(" CONSTRAINT ")
                    || what.startsWith("SUBSCRIPTION ")
                    || what.startsWith("PUBLICATION");
            if (!unwanted && (!rows || isOf(what, tables))) {
                kept.add(entry);
            }
        }
        return kept;
    }

    private static boolean isOf(String what, Set<TableName> tables) {
        return tables.stream()
                .anyMatch(table -> what.startsWith("TABLE DATA " + table.schema() + " " + table.name() + " "));
    }

    private Set<String> names(Pattern pattern) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(schema);
        while (matcher.find()) {
            names.add(plain(matcher.group(1)));
        }
        return names;
    }

    private static String plain(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
