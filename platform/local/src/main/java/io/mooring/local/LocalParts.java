package io.mooring.local;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.registry.RegistryProcess;
import io.mooring.embedded.registry.RegistryStorage;
import io.mooring.embedded.s3.AccessKey;
import io.mooring.embedded.s3.S3Store;
import io.mooring.embedded.shop.DemoShop;
import io.mooring.embedded.shop.ShopFiles;
import io.mooring.embedded.slack.SlackStandIn;
import io.mooring.local.secret.LocalSecrets;
import io.mooring.local.service.LocalService;
import java.io.IOException;

/** Starts the parts over the local system's folders and tells when each is ready. */
final class LocalParts {

    static final String BUCKET = "mooring-backups";
    static final String SHOP_READER = "shop_reader";
    static final String S3_USER = "mooring";
    static final String SLACK_CHANNEL = "C0LOCALOPS";

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
                "Kafka",
                KafkaBroker.start(settings.data("kafka"), settings.ports().of("kafka")));
        progress.ready("Kafka");
        return broker;
    }

    /** The server with a database for each service, the registry and the shop. */
    PostgresServer postgres(Iterable<LocalService> services) {
        PostgresServer server = running.add(
                "PostgreSQL",
                PostgresServer.start(
                        settings.data("postgres"),
                        settings.ports().of("postgres"),
                        secrets.value("postgres-admin"),
                        settings.log("postgres")));
        for (LocalService service : services) {
            if (service.ownsDatabase()) {
                server.roles().createDatabase(service.name(), secrets.value(service.name() + "-db"));
            }
        }
        progress.ready("PostgreSQL");
        return server;
    }

    RegistryProcess registry(PostgresServer server) {
        PostgresDatabase database = server.roles().createDatabase("registry", secrets.value("registry-db"));
        RegistryProcess registry = running.add(
                "Registry",
                RegistryProcess.start(
                        settings.ports().of("registry"),
                        RegistryStorage.postgres(database.jdbcUrl(), database.user(), database.password()),
                        settings.log("registry")));
        progress.ready("Schema registry");
        return registry;
    }

    S3Store s3() {
        AccessKey key = new AccessKey(S3_USER, secrets.value("s3-secret"));
        S3Store store = running.add(
                "S3 store", S3Store.start(settings.data("s3"), settings.ports().of("s3"), key));
        store.createBucket(BUCKET);
        progress.ready("S3 store");
        return store;
    }

    /** Takes the place of a Slack workspace, and shows as a page what would be read there. */
    SlackStandIn slack() {
        try {
            SlackStandIn slack = running.add(
                    "Slack stand-in", SlackStandIn.start(settings.ports().of("slack"), secrets.value("slack-token")));
            progress.ready("Slack stand-in");
            return slack;
        } catch (IOException e) {
            throw new EmbeddedPartException("The Slack stand-in does not start: " + e.getMessage(), e);
        }
    }

    void shop(PostgresServer server) {
        PostgresDatabase shop = server.roles().createDatabase("shop", secrets.value("shop-db"));
        DemoShop.fill(shop, settings.shop());
        server.roles().createReader(shop, SHOP_READER, secrets.value("shop-reader-db"));
        ShopFiles.write(settings.data("shop-files"), settings.shop());
        progress.ready("Demonstration shop");
    }
}
