package io.mooring.backup.restore;

import io.mooring.backup.rebuild.TablesBeside;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schema that single tables are put into.
 *
 * @param schema its name in the end
 * @param made the server's numbers of it and its tables, once they were compared with the manifest
 * @param words what is to be told when it has its name: where the tables are, and how to copy from them
 */
record Beside(String schema, TablesBeside.@Nullable Made made, List<String> words) {

    Beside {
        words = List.copyOf(words);
    }

    static Beside of(String schema) {
        return new Beside(schema, null, List.of());
    }
}
