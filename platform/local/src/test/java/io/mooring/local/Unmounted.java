package io.mooring.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that is not there for a while. Its name in words is its path. */
final class Unmounted implements AutoCloseable {

    private final Path folder;
    private final Path away;

    Unmounted(Path folder) throws IOException {
        this.folder = folder;
        this.away = folder.resolveSibling(folder.getFileName() + ".away");
        Files.move(folder, away);
    }

    @Override
    public void close() throws IOException {
        Files.move(away, folder);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
