package io.mooring.embedded.postgres;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A data directory and the programs that made it. */
record Cluster(Path programs, ServerAccount account, Path data) {

    String program(String name) {
        return programs.resolve(name).toString();
    }

    List<String> prefix() {
        return account.prefix();
    }

    /** Runs {@code initdb} over an empty folder; refuses a folder of another major version. */
    void createUnlessThere(String admin, String password) {
        try {
            if (Files.exists(data.resolve("PG_VERSION"))) {
                checkVersion();
            } else {
                create(admin, password);
            }
        } catch (IOException e) {
            throw new EmbeddedPartException("Cannot use the folder " + data + " for PostgreSQL: " + e, e);
        }
    }

    private void checkVersion() throws IOException {
        String found = Files.readString(data.resolve("PG_VERSION")).strip();
        String ours = io.mooring.embedded.process.Programs.output(program("postgres"), "--version")
                .orElse("");
        if (!ours.contains(" " + found + ".") && !ours.contains(" " + found + " ")) {
            throw new EmbeddedPartException("The data in " + data + " are of PostgreSQL " + found + ", installed is '"
                    + ours + "': install version " + found + " or remove the folder");
        }
    }

    private void create(String admin, String password) throws IOException {
        Files.createDirectories(data.getParent());
        Path fresh = Files.createTempDirectory(data.getParent(), "initdb-");
        Path passwordFile = Files.createTempFile(
                data.getParent(),
                "initdb-",
                ".password",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, password);
            account.give(fresh);
            account.give(passwordFile);
            initdb(admin, fresh, passwordFile);
            Files.move(fresh, data);
        } finally {
            Files.deleteIfExists(passwordFile);
            TemporaryFolders.delete(fresh);
        }
    }

    private void initdb(String admin, Path folder, Path passwordFile) throws IOException {
        List<String> line = new ArrayList<>(prefix());
        line.addAll(
                List.of(program("initdb"), "-D", folder.toString(), "-U", admin, "--pwfile", passwordFile.toString()));
        line.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"));
        Process process = new ProcessBuilder(line)
                .directory(data.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new EmbeddedPartException("initdb failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPartException("Interrupted while creating the PostgreSQL cluster", e);
        }
    }
}
