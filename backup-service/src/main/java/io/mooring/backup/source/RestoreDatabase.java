package io.mooring.backup.source;

import java.util.List;

/** The commands that bring a database back with stock tools. A test runs exactly these. */
final class RestoreDatabase {

    private RestoreDatabase() {}

    static List<String> commands(SnapshotFacts snapshot) {
        return List.of(
                "createdb --template=template0 --encoding=" + snapshot.encoding() + " \"$RESTORE_TO\"",
                "for part in data.*.zst.pgp; do gpg --batch --quiet --decrypt \"$part\" || exit 1; done"
                        + " | zstd --decompress --stdout"
                        + " | pg_restore --single-transaction --no-owner --no-privileges --dbname=\"$RESTORE_TO\"");
    }

    static List<String> notes(SnapshotFacts snapshot) {
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
