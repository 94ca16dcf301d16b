package io.mooring.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/** Whether tests run on containers or on embedded parts; decided once in a JVM, and said. */
enum Engine {
    CONTAINERS("Tests run on containers: a Docker engine answered"),
    EMBEDDED("Tests run on embedded parts: no Docker engine answered");

    private static final Path SOCKET = Path.of("/var/run/docker.sock");

    private final String sentence;

    Engine(String sentence) {
        this.sentence = sentence;
    }

    static Engine chosen() {
        return Choice.ENGINE;
    }

    /** Testcontainers complains loudly when nothing can be there; so it is asked only where something may be. */
    private static boolean mayBeThere() {
        return Files.exists(SOCKET) || System.getenv("DOCKER_HOST") != null;
    }

    private static final class Choice {

        static final Engine ENGINE = choose();

        private static Engine choose() {
            Engine engine = mayBeThere() && DockerClientFactory.instance().isDockerAvailable() ? CONTAINERS : EMBEDDED;
            System.out.println(engine.sentence);
            return engine;
        }
    }
}
