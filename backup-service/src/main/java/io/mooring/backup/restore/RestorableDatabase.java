package io.mooring.backup.restore;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.RebuildDatabase;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildSettings;
import io.mooring.backup.rebuild.TableName;
import io.mooring.backup.rebuild.TargetServer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a backup can become a database on a server. */
final class RestorableDatabase {

    private static final Pattern MAJOR = Pattern.compile("(\\d+).*");

    private RestorableDatabase() {}

    /** What the manifest says of the database, when server and tools are new enough. */
    static ManifestSource.Database require(StoredBackup backup, TargetServer server, RebuildSettings settings)
            throws RestoreStopped, RebuildFailure, InterruptedException {
        ManifestSource.Database source = of(backup);
        int major = major(source.serverVersion());
        int target = server.major();
        if (target < major) {
            throw new RestoreStopped(
                    "version-mismatch",
                    "The backup is of PostgreSQL " + major + ", but the server is PostgreSQL " + target + ".",
                    "Restore to a server of the same version or a newer one.");
        }
        int tool = RebuildDatabase.toolMajor(settings);
        if (tool < major) {
            throw new RestoreStopped(
                    "version-mismatch",
                    "The backup is of PostgreSQL " + major + ", but pg_restore here is " + tool + ".",
                    "Run apt-get install postgresql-client-" + major + " on this host.");
        }
        return source;
    }

    static ManifestSource.Database of(StoredBackup backup) throws RestoreStopped {
        if (backup.manifest().source() instanceof ManifestSource.Database database) {
            return database;
        }
        throw new RestoreStopped(
                "not-a-database",
                "This is a backup of the kind " + backup.manifest().source().kind() + ", not of a database.",
                "Choose a target that goes with it.");
    }

    /** The chosen tables, each of which the backup has. */
    static List<TableName> tables(List<String> chosen, Manifest.Content content) throws RestoreStopped {
        List<TableName> tables = new ArrayList<>();
        for (String name : chosen) {
            tables.add(content.tables().stream()
                    .map(table -> new TableName(table.schema(), table.name()))
                    .filter(table -> table.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new RestoreStopped(
                            "table-missing",
                            "The backup has no table '" + name + "'.",
                            "Name it as schema.table; the run's manifest lists them all.")));
        }
        return tables;
    }

    static int major(String version) {
        Matcher matcher = MAJOR.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}
