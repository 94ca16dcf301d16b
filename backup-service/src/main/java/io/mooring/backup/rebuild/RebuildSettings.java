package io.mooring.backup.rebuild;

import java.nio.file.Path;
import java.util.List;

/**
 * How databases are made again on this machine.
 *
 * @param jobs pg_restore's, each a connection
 * @param postgresFolders where to look for pg_restore: folders that hold it, or parents of {@code <major>/bin}
 */
public record RebuildSettings(int jobs, List<Path> postgresFolders) {

    public RebuildSettings {
        postgresFolders = List.copyOf(postgresFolders);
        if (jobs < 1 || jobs > 64) {
            throw new IllegalArgumentException("jobs must be 1 to 64 but are " + jobs);
        }
    }
}
