package io.mooring.local;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.registry.RegistryProcess;
import io.mooring.embedded.registry.RegistryStorage;
import io.mooring.embedded.s3.AccessKey;
import io.mooring.embedded.s3.S3Store;
import io.mooring.embedded.shop.DemoShop;
import io.mooring.embedded.shop.ShopFiles;
import io.mooring.local.secret.LocalSecrets;
import io.mooring.local.service.LocalService;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the parts over the local system's folders and tells when each is ready. */
final class LocalParts {

    private static final String POSTGRES = "PostgreSQL";
    private static final String KAFKA = "Kafka";
    private static final String REGISTRY = "Schema registry";
    private static final String S3 = "S3 store";
    private static final String SHOP = "Demonstration shop";

    /** What always starts, by the names that people read. */
    static final List<String> ALWAYS = List.of(POSTGRES, KAFKA, REGISTRY, S3, SHOP);

    static final String BUCKET = "mooring-backups";
    static final String SHOP_READER = "shop_reader";
    static final String CLUSTER_KEEPER = "cluster_keeper";
    static final String SHOP_RESTORER = "shop_restorer";
    static final String S3_USER = "mooring";

    private final LocalSettings settings;
    private final LocalSecrets secrets;
    private final Progress progress;
    private final Stoppables running;

    LocalParts(LocalSettings settings, LocalSecrets secrets, Progress progress, Stoppables running) {
        this.settings = settings;
        this.secrets = secrets;
        this.progress = progress;
        this.running = running;
    }

    KafkaBroker kafka() {
        KafkaBroker broker = running.add(
                KAFKA,
                KafkaBroker.start(settings.data("kafka"), settings.ports().of("kafka")));
        progress.ready(KAFKA);
        return broker;
    }

    PostgresServer postgres() {
        return running.add(
                POSTGRES,
                PostgresServer.start(
                        settings.data("postgres"),
                        settings.ports().of("postgres"),
                        secrets.value("postgres-admin"),
                        settings.log("postgres")));
    }

    /** One for each service. */
    void databases(PostgresServer server, Iterable<LocalService> services) {
        for (LocalService service : services) {
            if (service.ownsDatabase()) {
                server.roles().createDatabase(service.name(), secrets.value(service.name() + "-db"));
            }
        }
        server.roles().createReplicator(CLUSTER_KEEPER, secrets.value("cluster-keeper-db"));
        progress.ready(POSTGRES);
    }

    RegistryProcess registry(PostgresServer server) {
        PostgresDatabase database = server.roles().createDatabase("registry", secrets.value("registry-db"));
        RegistryProcess registry = running.add(
                REGISTRY,
                RegistryProcess.start(
                        settings.ports().of("registry"),
                        RegistryStorage.postgres(database.jdbcUrl(), database.user(), database.password()),
                        settings.log("registry"),
                        caches()));
        progress.ready(REGISTRY);
        return registry;
    }

    /** Named by the script, which starts this JVM with a cache too. A test that starts once would only pay for recording. */
    private static @Nullable Path caches() {
        String folder = System.getProperty("mooring.local.caches");
        return folder == null ? null : Path.of(folder);
    }

    S3Store s3() {
        AccessKey key = new AccessKey(S3_USER, secrets.value("s3-secret"));
        S3Store store = running.add(
                S3, S3Store.start(settings.data("s3"), settings.ports().of("s3"), key));
        store.createBucket(BUCKET);
        progress.ready(S3);
        return store;
    }

    void shop(PostgresServer server) {
        PostgresDatabase shop = server.roles().createDatabase("shop", secrets.value("shop-db"));
        DemoShop.fill(shop, settings.shop());
        server.roles().createReader(shop, SHOP_READER, secrets.value("shop-reader-db"));
        server.roles().createRestorer(shop, SHOP_RESTORER, secrets.value("shop-restorer-db"));
        ShopFiles.write(settings.data("shop-files"), settings.shop());
        ShopFiles.writeConfiguration(settings.data("shop-settings"));
        progress.ready(SHOP);
    }
}
