package io.mooring.embedded.registry;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.AotCache;
import io.mooring.embedded.process.ChildCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the registry's JVM is started. Its distribution brings a launcher with a class loader of its own, whose classes Java
 * cannot keep in a cache; from a plain class path of the same jars it runs as well.
 */
record RegistryCommand(Path distribution, RegistryStorage storage, int port, Path log, AotCache cache) {

    private static final List<String> LITTLE_MEMORY = List.of(
            "-Xmx160m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=48m");

    /** Recording a cache would fill the log with what it leaves out. */
    private static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

    /** What the launcher's manifest and its main method would set. */
    private static final List<String> AS_THE_LAUNCHER = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private static final String MAIN = "io.quarkus.runner.GeneratedMain";

    ChildCommand child() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(LITTLE_MEMORY);
        line.addAll(cache.options());
        line.addAll(QUIET);
        line.addAll(AS_THE_LAUNCHER);
        line.addAll(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dquarkus.http.access-log.enabled=false",
                "-cp",
                classPath(),
                MAIN));
        return ChildCommand.of("registry", line, storage.environment(), log);
    }

    /** Classes that Quarkus rewrote when it was built come before their originals; the order is the same every time. */
    private String classPath() {
        Path quarkus = distribution.resolve("quarkus");
        Stream<Path> first =
                Stream.of(quarkus.resolve("transformed-bytecode.jar"), quarkus.resolve("generated-bytecode.jar"));
        return Stream.of(first, jars("app"), jars("lib/boot"), jars("lib/main"))
                .flatMap(all -> all)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Stream<Path> jars(String folder) {
        try (Stream<Path> files = Files.list(distribution.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException e) {
            throw new EmbeddedPartException(
                    "The registry in " + distribution + " is not whole (" + e + "): delete that folder and try again",
                    e);
        }
    }
}
