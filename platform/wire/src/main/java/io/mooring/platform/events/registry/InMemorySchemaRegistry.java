package io.mooring.platform.events.registry;

import io.mooring.schemas.SchemaText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/** A registry in memory, for tests: the same answers as the real one, no network. */
public final class InMemorySchemaRegistry implements SchemaRegistry {

    private static final String NAME = "in memory";

    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Map<String, List<Integer>> subjects = new HashMap<>();
    private final Set<String> full = new HashSet<>();

    @Override
    public synchronized int register(String subject, Schema schema) {
        List<Integer> versions = subjects.getOrDefault(subject, List.of());
        Integer known = ids.get(SchemaText.of(schema));
        if (known != null && versions.contains(known)) {
            return known;
        }
        if (full.contains(subject) && !versions.isEmpty()) {
            demandCompatible(subject, schema, schemas.get(versions.getLast()));
        }
        int id = ids.computeIfAbsent(SchemaText.of(schema), text -> ids.size() + 1);
        schemas.putIfAbsent(id, new Schema.Parser().parse(SchemaText.of(schema)));
        subjects.computeIfAbsent(subject, any -> new ArrayList<>()).add(id);
        return id;
    }

    @Override
    public synchronized int idOf(String subject, Schema schema) {
        Integer id = ids.get(SchemaText.of(schema));
        if (id == null || !subjects.getOrDefault(subject, List.of()).contains(id)) {
            throw new SchemaUnknown(NAME, "schema " + schema.getFullName() + " under the subject " + subject);
        }
        return id;
    }

    @Override
    public synchronized Schema schema(int id) {
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new SchemaUnknown(NAME, "schema with id " + id);
        }
        return schema;
    }

    @Override
    public synchronized RegisteredSchema latest(String subject) {
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            throw new SchemaUnknown(NAME, "subject " + subject);
        }
        return new RegisteredSchema(versions.getLast(), versions.size(), schema(versions.getLast()));
    }

    @Override
    public synchronized void demandFullCompatibility(String subject) {
        full.add(subject);
    }

    private static void demandCompatible(String subject, Schema next, Schema newest) {
        SchemaResolution.problem(next, newest)
                .or(() -> SchemaResolution.problem(newest, next))
                .ifPresent(problem -> {
                    throw new SchemaRefused(subject, NAME, problem);
                });
    }
}
