package io.mooring.backup.rebuild;

/** A table as the catalogue has it, unquoted. */
public record TableName(String schema, String name) {

    public TableName {
        if (schema.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a table is schema.name");
        }
    }

    /** From {@code schema.name}; a dot in the schema's name cannot be told, one in the table's can. */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot == text.length() - 1) {
            throw new IllegalArgumentException("a table is schema.name but this is '" + text + "'");
        }
        return new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    /** For SQL. */
    public String quoted() {
        return TargetServer.quoted(schema) + "." + TargetServer.quoted(name);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
