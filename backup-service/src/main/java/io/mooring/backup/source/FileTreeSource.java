package io.mooring.backup.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A folder to back up with everything in it.
 *
 * @param kind {@link SourceKind#FILES} or {@link SourceKind#CONFIGURATION}
 * @param root absolute; its own name is not part of the backup
 * @param exclude patterns of paths below the root that are left out, with everything below them: {@code *} and {@code ?} stay
 *     within a name, {@code **} does not; a pattern without a slash is a name anywhere
 * @param oneFileSystem whether other file systems mounted below the root are left out
 * @param fullEvery an incremental chain that is older begins anew; a day at least
 * @param fullRuns a chain of so many runs begins anew; 1 makes every run a full one
 */
public record FileTreeSource(
        SourceKind kind, Path root, List<String> exclude, boolean oneFileSystem, Duration fullEvery, int fullRuns)
        implements BackupSource {

    public FileTreeSource {
        exclude = List.copyOf(exclude);
        if (kind != SourceKind.FILES && kind != SourceKind.CONFIGURATION) {
            throw new IllegalArgumentException("a file tree is files or configuration");
        }
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("a file tree's root must be an absolute path");
        }
        if (fullRuns < 1 || !fullEvery.isPositive()) {
            throw new IllegalArgumentException("a chain has at least one run and some time");
        }
    }

    /** Whether a run may refer to what former runs stored. */
    public boolean incremental() {
        return kind == SourceKind.FILES && fullRuns > 1;
    }
}
