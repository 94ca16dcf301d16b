package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.process.Programs;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person does who has a copy, one private key and stock tools: the manifest's own commands, word for word. */
final class RestoreByHand implements AutoCloseable {

    private final Path copy;
    private final Path gpgHome;
    private final Map<String, String> environment;
    private final JsonNode manifest;

    RestoreByHand(Path copy, PostgresDatabase server, String target) throws IOException {
        this.copy = copy;
        // Short: gpg's sockets must fit into 108 characters (unix(7)).
        this.gpgHome = Files.createTempDirectory("mrgpg");
        this.manifest = JsonMapper.shared().readTree(Files.readAllBytes(copy.resolve("manifest.json")));
        this.environment = Map.of(
                "GNUPGHOME", gpgHome.toString(),
                "RESTORE_TO", target,
                "PGDATABASE", target,
                "PGHOST", server.host(),
                "PGPORT", Integer.toString(server.port()),
                "PGUSER", server.user(),
                "PGPASSWORD", server.password());
    }

    void importKeys(Path... keys) throws Exception {
        for (Path key : keys) {
            run(List.of("gpg", "--batch", "--quiet", "--import", key.toString()));
        }
    }

    void runTheManifestsCommands() throws Exception {
        assertThat(manifest.at("/restore/commands")).isNotEmpty();
        for (JsonNode command : manifest.at("/restore/commands")) {
            run(List.of("bash", "-euo", "pipefail", "-c", command.asString()));
        }
    }

    /** Counts and hashes each table of the restored database as the manifest says it was in the source. */
    void holdsWhatTheManifestSays() throws Exception {
        assertThat(manifest.at("/content/tables")).hasSizeGreaterThan(5);
        StringBuilder settings = new StringBuilder();
        manifest.at("/content/settings")
                .forEach(one -> settings.append(one.asString()).append(";\n"));
        for (JsonNode table : manifest.at("/content/tables")) {
            Path script = Files.writeString(
                    gpgHome.resolve("check.sql"), settings + table.path("sql").asString());
            assertThat(run(List.of("psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-f", script.toString())))
                    .as(table.path("name").asString())
                    .startsWith(table.path("rows").asString() + "|"
                            + table.path("hash").asString() + "|");
        }
    }

    private String run(List<String> line) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(copy.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s said: %s", line, output).isZero();
        return output;
    }

    @Override
    public void close() {
        Programs.output("gpgconf", "--homedir", gpgHome.toString(), "--kill", "all");
        TemporaryFolders.delete(gpgHome);
    }
}
