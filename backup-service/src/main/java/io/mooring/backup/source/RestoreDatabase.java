package io.mooring.backup.source;

import io.mooring.backup.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that bring a database back with stock tools. A test runs exactly these. */
final class RestoreDatabase {

    private RestoreDatabase() {}

    /** Sets owners and rights where the roles are wanted and so are there. */
    private static final String OWNERS = " $([[ -n \"${RESTORE_ROLES:-}\" ]] || echo --no-owner --no-privileges)";

    /** @param globals the object with roles and tablespaces; null when there is none */
    static List<String> commands(SnapshotFacts snapshot, @Nullable String globals) {
        List<String> commands = new ArrayList<>();
        if (globals != null) {
            commands.add("if [[ -n \"${RESTORE_ROLES:-}\" ]]; then " + read(globals)
                    + " | psql --no-psqlrc --quiet --dbname=postgres; fi");
        }
        commands.add("createdb --template=template0 --encoding=" + snapshot.encoding() + " \"$RESTORE_TO\"");
        commands.add("for part in data.*.zst.pgp; do gpg --batch --quiet --decrypt \"$part\" || exit 1; done"
                + " | zstd --decompress --stdout"
                + " | pg_restore --single-transaction" + OWNERS + " --dbname=\"$RESTORE_TO\"");
        return commands;
    }

    static List<String> notes(SnapshotFacts snapshot, Manifest.Globals globals) {
        List<String> notes = new ArrayList<>(
                List.of(
                        "Run the commands in a folder that holds all objects of this backup, with RESTORE_TO set to the name of a new"
                                + " database and PGHOST, PGPORT, PGUSER and PGPASSWORD to its server.",
                        "The server and pg_restore must be PostgreSQL " + snapshot.serverMajor() + " or later.",
                        "With RESTORE_ROLES set to yes, owners and rights are restored too; without it everything belongs to PGUSER."));
        String object = globals.object();
        if (object != null) {
            notes.add("RESTORE_ROLES=yes also creates the source's roles and tablespaces first. Look at them before:"
                    + " " + read(object) + ". Roles that the server has already are told as errors, and get the"
                    + " attributes and passwords of the source.");
        }
        if (globals.remark() != null) {
            notes.add(globals.remark());
        }
        notes.add(
                "To restore in parallel, write the output of zstd to a file and use pg_restore --jobs on it instead of"
                        + " --single-transaction.");
        notes.add(
                "To check the content, run content.settings and then each table's sql with psql: rows and hash must be equal.");
        return notes;
    }

    /** Writes the SQL that makes roles and tablespaces. */
    static String read(String globals) {
        return "gpg --batch --quiet --decrypt " + globals + " | zstd --decompress --stdout";
    }
}
