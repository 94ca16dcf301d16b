package io.mooring.backup.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A restic repository in a folder, with a cache of its own; compression as restic has it without being told. */
final class Restic {

    private static final String REPOSITORY = "restic";

    private final String program;
    private final StockTools tools;
    private final Path folder;

    private Restic(String program, StockTools tools, Path folder) {
        this.program = program + " --quiet --repo " + REPOSITORY + " --cache-dir restic-cache";
        this.tools = tools;
        this.folder = folder;
    }

    /** An empty repository; nothing where restic is not installed. */
    static Optional<Restic> create(String program, StockTools tools, Path folder)
            throws IOException, InterruptedException {
        if (!installed(program, tools)) {
            return Optional.empty();
        }
        Restic restic = new Restic(program, tools, folder);
        restic.run("init");
        return Optional.of(restic);
    }

    private static boolean installed(String program, StockTools tools) throws IOException, InterruptedException {
        return !tools.run("command -v " + program + " || true").isEmpty();
    }

    Duration backUp(Path tree) throws IOException, InterruptedException {
        return run("backup " + folder.relativize(tree));
    }

    long stored() throws IOException {
        return BenchFolder.bytes(folder.resolve(REPOSITORY));
    }

    private Duration run(String command) throws IOException, InterruptedException {
        return tools.time("RESTIC_PASSWORD=bench " + program + " " + command);
    }
}
