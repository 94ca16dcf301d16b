package io.mooring.local.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps auto-configurations of jars that a service does not itself depend on out of its context: in one class path the issuer's
 * servlet container or the gateway's login would otherwise appear in every service. Registered in {@code spring.factories};
 * without {@value #PROPERTY} in the environment it lets everything pass.
 */
final class OwnAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

    /** Group and artifact of the service whose dependencies count. */
    static final String PROPERTY = "mooring.local.artifact";

    private static final String IMPORTS =
            "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

    private @Nullable String artifact;

    @Override
    public void setEnvironment(Environment environment) {
        this.artifact = environment.getProperty(PROPERTY);
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurations.length];
        Set<String> own = artifact == null ? null : Recorded.JARS_OF.computeIfAbsent(artifact, Recorded.GRAPH::jarsOf);
        for (int i = 0; i < matches.length; i++) {
            String name = autoConfigurations[i];
            matches[i] = own == null || name == null || isOwn(name, own);
        }
        return matches;
    }

    /** What comes from no jar of the build (a folder of classes in an IDE) cannot be told apart and passes. */
    private static boolean isOwn(String autoConfiguration, Set<String> own) {
        String jar = Recorded.JAR_OF.get(autoConfiguration);
        return jar == null || !Recorded.ALL.contains(jar) || own.contains(jar);
    }

    private static final class Recorded {

        static final DependencyGraph GRAPH = DependencyGraph.recorded();
        static final Set<String> ALL = GRAPH.allJars();
        static final Map<String, String> JAR_OF = readImports();

        /** Spring asks several times for each context. */
        static final Map<String, Set<String>> JARS_OF = new ConcurrentHashMap<>();

        private static Map<String, String> readImports() {
            Map<String, String> jarOf = new HashMap<>();
            try {
                ClassLoader loader = OwnAutoConfigurations.class.getClassLoader();
                for (URL file : Collections.list(loader.getResources(IMPORTS))) {
                    String jar = jarName(file);
                    if (jar != null) {
                        readLines(file, jar, jarOf);
                    }
                }
                return jarOf;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void readLines(URL file, String jar, Map<String, String> jarOf) throws IOException {
            try (var lines = new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
                lines.lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(name -> jarOf.put(name, jar));
            }
        }

        /** {@code jar:file:/…/name.jar!/META-INF/…} */
        private static @Nullable String jarName(URL file) {
            String path = file.getPath();
            int end = path.indexOf(".jar!/");
            return end < 0 ? null : path.substring(path.lastIndexOf('/', end) + 1, end + ".jar".length());
        }
    }
}
