package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with what was secret a moment ago: from their first byte on nobody else may read them. */
final class OwnerOnly {

    private OwnerOnly() {}

    /** Opens or makes it; never through a symbolic link. */
    static FileChannel open(Path file, StandardOpenOption how) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE, how, LinkOption.NOFOLLOW_LINKS);
        return FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    static void folder(Path folder) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
