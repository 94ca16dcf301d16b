package io.mooring.schemas.rules;

import io.mooring.schemas.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** The contracts as they are written: one named type a file. */
final class SourceFiles {

    private SourceFiles() {}

    static List<Path> files() {
        return Repository.list(Repository.SOURCES).stream()
                .flatMap(domain -> Repository.list(domain).stream())
                .toList();
    }

    /** All types that are defined, by full name. */
    static Map<String, Schema> types() {
        SchemaParser parser = new SchemaParser();
        Map<String, Schema> types = new TreeMap<>();
        files().forEach(file -> parser.parse(Repository.read(file)));
        parser.getParsedNamedSchemas().forEach(type -> types.put(type.getFullName(), type));
        return types;
    }
}
