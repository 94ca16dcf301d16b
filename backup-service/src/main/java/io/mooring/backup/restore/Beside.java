package io.mooring.backup.restore;

import io.mooring.backup.rebuild.TablesBeside;
import org.jspecify.annotations.Nullable;

/**
 * The schema that single tables are put into.
 *
 * @param schema its name in the end
 * @param made the server's numbers of it and its tables, once they were compared with the manifest
 */
record Beside(String schema, TablesBeside.@Nullable Made made) {}
