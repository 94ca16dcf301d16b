package io.mooring.backup.pipeline;

import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.SnapshotFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that bring a backup back with stock tools. A test runs exactly these. */
final class RestoreCommands {

    private static final String SHELL = "bash -euo pipefail";

    private RestoreCommands() {}

    static Manifest.Restore of(List<Manifest.Chunk> chunks, SnapshotFacts snapshot, boolean signed) {
        List<String> commands = new ArrayList<>();
        if (signed) {
            commands.add("gpg --batch --verify " + ObjectKeys.MANIFEST_SIGNATURE + " " + ObjectKeys.MANIFEST);
        }
        commands.add("sha256sum --check --quiet <<'END'\n"
                + chunks.stream()
                        .map(chunk -> chunk.sha256() + "  " + chunk.name())
                        .collect(Collectors.joining("\n"))
                + "\nEND");
        commands.add("createdb --template=template0 --encoding=" + snapshot.encoding() + " \"$RESTORE_TO\"");
        commands.add("for part in data.*.zst.pgp; do gpg --batch --quiet --decrypt \"$part\" || exit 1; done"
                + " | zstd --decompress --stdout"
                + " | pg_restore --single-transaction --no-owner --no-privileges --dbname=\"$RESTORE_TO\"");
        return new Manifest.Restore(SHELL, commands, notes(snapshot));
    }

    private static List<String> notes(SnapshotFacts snapshot) {
        return List.of(
                "Run the commands in a folder that holds all objects of this backup, with RESTORE_TO set to the name of a new"
                        + " database and PGHOST, PGPORT, PGUSER and PGPASSWORD to its server.",
                "The server and pg_restore must be PostgreSQL " + snapshot.serverMajor() + " or later.",
                "Leave out --no-owner --no-privileges where the roles of the source exist.",
                "To restore in parallel, write the output of zstd to a file and use pg_restore --jobs on it instead of"
                        + " --single-transaction.",
                "To check the content, run content.settings and then each table's sql with psql: rows and hash must be equal.");
    }
}
