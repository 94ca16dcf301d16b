package io.mooring.backup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * pgBackRest with a repository in a folder: aes-256-cbc, zstd at level 1, two processes. It reads the server's files itself, so it must
 * run on the server's host. Without WAL, which it takes from an archive that the server would have to fill.
 */
final class PgBackRest {

    private static final String REPOSITORY = "pgbackrest";

    private final String program;
    private final StockTools tools;
    private final Path folder;

    private PgBackRest(String program, StockTools tools, Path folder) {
        this.program = program;
        this.tools = tools;
        this.folder = folder;
    }

    /** @return nothing where pgBackRest is not installed */
    static Optional<PgBackRest> find(String program, StockTools tools, Path folder)
            throws IOException, InterruptedException {
        boolean installed = !tools.run("command -v " + program + " || true").isEmpty();
        return installed ? Optional.of(new PgBackRest(program, tools, folder)) : Optional.empty();
    }

    String version() throws IOException, InterruptedException {
        return tools.run(program + " version");
    }

    /** A full backup into an empty repository. */
    Duration backUp() throws IOException, InterruptedException {
        clear();
        run("stanza-create");
        return run(
                "backup --type=full --repo1-retention-full=1 --no-archive-check --start-fast --compress-type=zst --compress-level=1"
                        + " --process-max=2");
    }

    long stored() throws IOException {
        return BenchFolder.bytes(folder.resolve(REPOSITORY));
    }

    void clear() throws IOException {
        if (Files.exists(folder.resolve(REPOSITORY))) {
            BenchFolder.remove(folder.resolve(REPOSITORY));
        }
    }

    /** It knows sockets only: libpq takes the address from the environment nevertheless. */
    private Duration run(String command) throws IOException, InterruptedException {
        return tools.time("PGHOSTADDR=$PGHOST PGBACKREST_REPO1_CIPHER_PASS=bench " + program + " --stanza=bench"
                + " --pg1-path=\"$(psql -qAt -c 'SHOW data_directory')\" --pg1-port=$PGPORT --pg1-user=$PGUSER"
                + " --pg1-database=$PGDATABASE --pg1-socket-path=/tmp --repo1-path=$PWD/" + REPOSITORY
                + " --repo1-cipher-type=aes-256-cbc --lock-path=$PWD/pgbackrest-lock"
                + " --log-level-console=error --log-level-file=off " + command);
    }
}
