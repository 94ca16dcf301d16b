package io.mooring.backup.restore;

import io.mooring.backup.rebuild.RecoverCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What whoever starts a restored cluster has to know, and the files that a server does not start without. */
record HandOverCluster(RecoverCluster cluster, Path path) {

    private static final String SETTINGS = """
            # The source keeps its settings outside of its data folder, so they are not in its backup.
            listen_addresses = 'localhost'
            """;

    private static final String ACCESS = """
            # The source keeps its own file outside of its data folder, so it is not in its backup.
            local  all  all                peer
            host   all  all  127.0.0.1/32  scram-sha-256
            host   all  all  ::1/128       scram-sha-256
            """;

    /** In whole sentences; blocking. */
    List<String> remarks() throws IOException {
        List<String> made = new ArrayList<>();
        makeUp("postgresql.conf", SETTINGS, made);
        makeUp("pg_hba.conf", ACCESS, made);
        makeUp("pg_ident.conf", "", made);
        List<String> remarks = new ArrayList<>();
        String owner = Files.getOwner(cluster.data()).getName();
        if (!made.isEmpty()) {
            remarks.add("The source keeps these files elsewhere, so plain ones were made: " + String.join(", ", made)
                    + ". Fill in what it had.");
        }
        remarks.add(
                "Before it is started, look at its postgresql.conf and postgresql.auto.conf: port, archive_command and"
                        + " primary_conninfo are the source's.");
        if ("root".equals(owner)) {
            remarks.add(
                    "It belongs to root, as whom PostgreSQL does not run: chown --recursive postgres " + path + ".");
        }
        remarks.add("Start it as " + ("root".equals(owner) ? "that user" : owner) + ": "
                + cluster.programs().program("pg_ctl") + " -D " + path + " -l " + path + ".log start. It is on a"
                + " timeline of its own: take a new base backup of it.");
        return remarks;
    }

    private void makeUp(String name, String content, List<String> made) throws IOException {
        Path file = cluster.data().resolve(name);
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, content);
            Files.setOwner(file, Files.getOwner(cluster.data()));
            made.add(name);
        }
    }
}
