package io.mooring.backup.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How sources are read on this machine.
 *
 * @param lockTimeout how long to wait for a table's lock
 * @param connectTimeout how long to wait for a server to answer
 * @param postgresFolders where to look for PostgreSQL's tools: folders that hold them, or parents of {@code <major>/bin}
 */
public record SourceSettings(Duration lockTimeout, Duration connectTimeout, List<Path> postgresFolders) {

    public SourceSettings {
        postgresFolders = List.copyOf(postgresFolders);
    }
}
