package io.mooring.testkit;

import io.mooring.embedded.registry.RegistryProcess;
import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** One schema registry (Apicurio) for all tests of a JVM. Tests share it, so each uses subjects of its own. */
public final class Registry {

    private static final String IMAGE = "apicurio/apicurio-registry:3.3.3";
    private static final String PATH = "/apis/ccompat/v7";

    private final URI url;

    private Registry(URI url) {
        this.url = url;
    }

    /** Starts the registry at the first call, 6 to 8 seconds. */
    public static Registry shared() {
        return Shared.REGISTRY;
    }

    /** A registry of the caller's own, to stop and start again. Always embedded. The caller closes it. */
    public static RegistryProcess own() {
        return RegistryProcess.startTemporary();
    }

    /** Confluent's API, for {@code schema.registry.url}. */
    public URI url() {
        return url;
    }

    private static final class Shared {

        static final Registry REGISTRY = start();

        private static Registry start() {
            return switch (Engine.chosen()) {
                case CONTAINERS -> {
                    GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                            .withExposedPorts(8080)
                            .waitingFor(Wait.forHttp(PATH + "/subjects").forPort(8080));
                    AtExit.close("registry", container);
                    container.start();
                    yield new Registry(
                            URI.create("http://" + container.getHost() + ":" + container.getMappedPort(8080) + PATH));
                }
                case EMBEDDED -> {
                    RegistryProcess process = RegistryProcess.startTemporary();
                    AtExit.close("registry", process);
                    yield new Registry(process.url());
                }
            };
        }
    }
}
