package io.mooring.backup.restore;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.TargetServer;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of the roles of a backup's source: a restore makes none, since they are the whole server's and may log in. */
final class SourceRoles {

    private SourceRoles() {}

    /** That they are not made, and how to look at them and make them. */
    static String remark(StoredBackup backup) {
        Manifest.Globals globals = backup.manifest().globals();
        if (globals == null) {
            return "Roles are not created by a restore, and this backup is from before they were kept with it.";
        }
        String object = globals.object();
        if (object == null) {
            return "Roles are not created by a restore. " + globals.remark();
        }
        String read = "gpg --decrypt " + object + " | zstd --decompress --stdout";
        return "Roles and tablespaces are not created by a restore. Those of the source are in " + backup.folder()
                + object + ": look at them by `" + read + "`, and create what is missing by `psql --dbname=postgres`,"
                + " best line by line: roles that are there already would get the source's attributes"
                + (globals.passwords() ? " and passwords." : ". Passwords are not in it.");
    }

    /** That the server lacks roles which something in the backup belongs to; nothing when it lacks none. */
    static List<String> missing(StoredBackup backup, TargetServer server) throws RebuildFailure {
        Manifest.Globals globals = backup.manifest().globals();
        if (globals == null || globals.owners().isEmpty()) {
            return List.of();
        }
        List<String> there = server.on(connection -> TargetServer.texts(connection, "SELECT rolname FROM pg_roles"));
        List<String> missing = new ArrayList<>(globals.owners());
        missing.removeAll(there);
        return missing.isEmpty()
                ? List.of()
                : List.of("The server does not have these roles, which own something in the backup: "
                        + String.join(", ", missing)
                        + ". Without them everything restored will belong to the restore user; create them first to"
                        + " have the owners back.");
    }
}
