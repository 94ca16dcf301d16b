package io.mooring.local;

import io.mooring.embedded.process.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** A copy of the script in a tree that counts as built, over a stand-in of Java: what the script does, in no time. */
final class StandInTree {

    /** Behaves as the local system does: progress on standard output, ends on SIGTERM, leaves a cache when asked to. */
    private static final String JAVA = """
            #!/usr/bin/env bash
            printf '%s\\n' "$@" >"$MOORING_HOME/arguments"
            mkdir -p "$MOORING_HOME/secrets"
            echo wonderland >"$MOORING_HOME/secrets/console-user"
            end() {
                for option in "$@"; do
                    case $option in -XX:AOTCacheOutput=*) echo classes >"${option#*=}" ;; esac
                done
                exit 143
            }
            trap 'end "$@"' TERM
            . "$MOORING_HOME/play"
            while :; do sleep 0.05; done
            """;

    private static final String MAVEN = """
            #!/usr/bin/env bash
            echo '[INFO] Scanning'
            echo '[ERROR] Failed to execute goal: no space left'
            exit 1
            """;

    private final Path root;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    private StandInTree(Path root) {
        this.root = root;
        this.home = root.resolve("home");
    }

    static StandInTree in(Path root) throws IOException {
        StandInTree tree = new StandInTree(root);
        tree.build();
        tree.program("tools/mvn", MAVEN);
        tree.program("jdk/bin/java", JAVA);
        tree.program("jdk/bin/javac", "#!/bin/sh\n");
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25.0.3\"\n");
        tree.play("echo 'READY 0.1 s'");
        tree.environment.put("MOORING_HOME", tree.home.toString());
        tree.environment.put("JAVA_HOME", root.resolve("jdk").toString());
        tree.environment.put("PATH", root.resolve("tools") + ":" + System.getenv("PATH"));
        tree.environment.put("MOORING_NEEDED_MEGABYTES", "1");
        LocalPorts.from(Map.of())
                .asVariables()
                .keySet()
                .forEach(port -> tree.environment.put(port, Integer.toString(FreePorts.next())));
        return tree;
    }

    private void build() throws IOException {
        Path target = Files.createDirectories(root.resolve("platform/local/target"));
        Files.copy(Script.ofThisTree(), root.resolve("mooring"));
        Files.writeString(target.resolve("mooring-local-1.jar"), "jar");
        Files.writeString(library(), "jar");
        Files.writeString(root.resolve("apicurio-1.tar.gz"), "tarball");
        Files.writeString(target.resolve("class-path.txt"), library() + ":" + root.resolve("apicurio-1.tar.gz"));
        Files.writeString(target.resolve(".built"), root.resolve("jdk") + "\n");
    }

    private void program(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What the next start does after the usual, in shell. */
    void play(String shell) throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("play"), shell + "\n");
    }

    Script.Outcome run(String... arguments) throws IOException, InterruptedException {
        return new Script(environment, root.resolve("mooring")).run(arguments);
    }

    /** A variable of the script's environment. */
    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** One jar of the class path. */
    Path library() {
        return root.resolve("library-1.jar");
    }

    Path home() {
        return home;
    }

    /** With which options Java was started last. */
    String javaArguments() throws IOException {
        return Files.readString(home.resolve("arguments"));
    }

    long pid() throws IOException {
        return Long.parseLong(Files.readString(home.resolve("run/pid")).strip());
    }
}
