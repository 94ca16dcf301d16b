package io.mooring.local.bench;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.TemporaryFolders;
import io.mooring.embedded.registry.RegistryProcess;
import io.mooring.notifier.NotifierApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.cloud.stream.binding.BindingsLifecycleController.State;
import org.springframework.context.ConfigurableApplicationContext;

/** The notifier with a broker, a registry and a database of its own, and nothing else. The database is as durable as a real one. */
final class NotifierAlone implements AutoCloseable {

    private final Path folder;
    private final PostgresServer server;
    private final PostgresDatabase database;
    private final KafkaBroker kafka;
    private final RegistryProcess registry;
    private final ConfigurableApplicationContext service;

    private NotifierAlone(List<String> settings) throws IOException {
        folder = TemporaryFolders.create("bench");
        server = PostgresServer.start(
                folder.resolve("data"), FreePorts.next(), UUID.randomUUID().toString(), folder.resolve("postgres.log"));
        database = server.roles().createDatabase("notifier", UUID.randomUUID().toString());
        kafka = KafkaBroker.startTemporary();
        registry = RegistryProcess.startTemporary();
        service = new SpringApplicationBuilder(NotifierApplication.class)
                .properties("spring.config.name=notifier-service")
                .run(Stream.concat(own(), settings.stream()).toArray(String[]::new));
    }

    /** @param settings as on the command line, {@code --notifier.…=…} */
    static NotifierAlone start(String... settings) throws IOException {
        return new NotifierAlone(List.of(settings));
    }

    private Stream<String> own() {
        return Stream.of(
                "--MOORING_POSTGRES_HOST=" + server.host(),
                "--MOORING_POSTGRES_PORT=" + server.port(),
                "--MOORING_NOTIFIER_DB_PASSWORD=" + database.password(),
                "--MOORING_KAFKA=" + kafka.bootstrapServers(),
                "--MOORING_REGISTRY=" + registry.url(),
                "--MOORING_NOTIFIER_PORT=0",
                "--spring.main.banner-mode=off");
    }

    /** Whether it takes events; while it does not, it keeps its place. */
    void listens(boolean does) {
        service.getBean(BindingsLifecycleController.class)
                .changeState("listen-in-0", does ? State.RESUMED : State.PAUSED);
    }

    PostgresDatabase database() {
        return database;
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    String registry() {
        return registry.url().toString();
    }

    @Override
    public void close() {
        service.close();
        registry.close();
        kafka.close();
        server.close();
        TemporaryFolders.delete(folder);
    }
}
