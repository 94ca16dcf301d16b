package io.mooring.platform.events.registry;

import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** Whether data of one schema can be read by another, by Avro's rules of schema resolution. */
public final class SchemaResolution {

    private SchemaResolution() {}

    /** What keeps the reader from reading what the writer writes, in one line without whole schemas; empty if nothing. */
    public static Optional<String> problem(Schema reader, Schema writer) {
        String problems =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getResult()
                        .getIncompatibilities()
                        .stream()
                        .map(each -> each.getType() + " at " + each.getLocation() + " (" + each.getMessage() + ")")
                        .collect(Collectors.joining("; "));
        return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
    }
}
