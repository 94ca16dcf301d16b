package io.mooring.backup;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.backup.pipeline.Shell;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.shop.DemoShop;
import io.mooring.embedded.shop.ShopSize;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.Registry;
import io.mooring.testkit.S3;
import io.mooring.testkit.network.CutCable;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What a backup-service needs around it, all real: its database, a shop to back up, a bucket, a folder, keys, Kafka, a registry. */
final class Installation implements AutoCloseable {

    /** Unique, because tests share topics. */
    final String planId = "shop-" + UUID.randomUUID().toString().substring(0, 8);

    final Path folder;
    final Path copies;
    final S3.Bucket bucket = S3.shared().freshBucket();
    final PostgresDatabase own = Postgres.shared().freshDatabase("backup");
    final PostgresDatabase shop = Postgres.shared().freshDatabase("shop");
    final GpgHome gpg = new GpgHome();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private Path signer = Path.of("");

    Installation(Path folder, int shopMegabytes) {
        this.folder = folder;
        this.copies = folder.resolve("copies");
        DemoShop.fill(shop, new ShopSize(shopMegabytes, 42));
        try {
            Files.createDirectories(copies);
            Files.writeString(folder.resolve("shop.password"), shop.password() + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        surroundings();
        plan();
        places();
    }

    private void surroundings() {
        set("server.port", "0");
        set("spring.r2dbc.url", own.r2dbcUrl());
        set("spring.r2dbc.username", own.user());
        set("spring.r2dbc.password", own.password());
        set("spring.flyway.url", own.jdbcUrl());
        set("spring.flyway.user", own.user());
        set("spring.flyway.password", own.password());
        set("spring.kafka.bootstrap-servers", Kafka.shared().bootstrapServers());
        set("spring.cloud.stream.kafka.binder.brokers", Kafka.shared().bootstrapServers());
        set("mooring.registry.url", Registry.shared().url().toString());
        set("mooring.registry.timeout", "10s");
        set(
                "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                Tokens.shared().issuer());
        set("management.tracing.export.otlp.enabled", "false");
        set("backup.runs.poll", "200ms");
        // Long enough for a busy machine to keep; tests that kill the owner shorten it.
        set("backup.runs.lease", "30s");
        set("backup.pipeline.chunk-size", "256KB");
        set("backup.check-locations", "1s");
        // Only where a test is about it: its events would come between the others'.
        set("backup.verification.after-run-up-to", "0B");
    }

    private void plan() {
        String plan = "backup.plans[0].";
        set(plan + "id", planId);
        set(plan + "name", "Shop database");
        set(plan + "source.host", shop.host());
        set(plan + "source.port", String.valueOf(shop.port()));
        set(plan + "source.database", shop.name());
        set(plan + "source.user", shop.user());
        set(plan + "source.password-file", folder.resolve("shop.password").toString());
        set(plan + "locations[0]", "bucket");
        set(plan + "locations[1]", "folder");
        set("backup.recipients[0]", gpg.rsa("Operations <ops@example.org>").toString());
        set(
                "backup.recipients[1]",
                gpg.curve25519("Escrow <escrow@example.org>").toString());
        signer = gpg.curve25519("Mooring <mooring@example.org>");
        set(
                "backup.signing-key.file",
                gpg.secretKey("Mooring <mooring@example.org>").toString());
    }

    private void places() {
        set("backup.locations[0].id", "bucket");
        set("backup.locations[0].s3.endpoint", bucket.endpoint().toString());
        set("backup.locations[0].s3.bucket", bucket.name());
        set("backup.locations[0].s3.path-style", "true");
        set("backup.locations[0].s3.access-key", bucket.key().id());
        set("backup.locations[0].s3.secret-key", bucket.key().secret());
        set("backup.locations[1].id", "folder");
        set("backup.locations[1].directory.path", copies.toString());
    }

    /** Overrides a setting. */
    Installation set(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /** A second plan of the same database. */
    Installation alsoPlan(int index, String id, Map<String, String> more) {
        String from = "backup.plans[0].";
        Map.copyOf(properties).forEach((key, value) -> {
            if (key.startsWith(from)) {
                set("backup.plans[" + index + "]." + key.substring(from.length()), value);
            }
        });
        set("backup.plans[" + index + "].id", id);
        more.forEach((key, value) -> set("backup.plans[" + index + "]." + key, value));
        return this;
    }

    /** Reads the shop through a cable. */
    Installation shopThrough(CutCable cable) {
        return set("backup.plans[0].source.host", cable.host())
                .set("backup.plans[0].source.port", String.valueOf(cable.port()));
    }

    /** Writes to the bucket through a cable. */
    Installation bucketThrough(CutCable cable) {
        return set("backup.locations[0].s3.endpoint", "http://" + cable.host() + ":" + cable.port());
    }

    /** The public key of who signs manifests. */
    Path signer() {
        return signer;
    }

    /** Where a location that is a folder or this bucket keeps its objects. */
    Path root(String locationId) {
        return "folder".equals(locationId) ? copies : bucket.folder();
    }

    /** Restores a copy by the commands that its manifest prints, with the operators' key alone; how many customers it has. */
    long customersRestoredFrom(Path copy) {
        PostgresDatabase admin = Postgres.shared().admin();
        String target = "restored_" + UUID.randomUUID().toString().replace("-", "");
        try (GpgHome home = gpg.onlyWith("Operations <ops@example.org>", signer)) {
            Map<String, String> environment = Map.of(
                    "GNUPGHOME", home.folder().toString(),
                    "RESTORE_TO", target,
                    "PGHOST", admin.host(),
                    "PGPORT", Integer.toString(admin.port()),
                    "PGUSER", admin.user(),
                    "PGPASSWORD", admin.password());
            for (String command : ManifestJson.read(Files.readAllBytes(copy.resolve("manifest.json")))
                    .restore()
                    .commands()) {
                Shell.bash(command, copy, environment).succeeded();
            }
            return customers(new PostgresDatabase(admin.host(), admin.port(), target, admin.user(), admin.password()));
        } catch (IOException | ManifestRejected unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** What retention writes down before it deletes anything of a backup, with nothing left to delete. */
    static String letGo(String run) {
        return "INSERT INTO backup_expiry (run_id, plan_id, cause, reason, decided_at, expired_at, left_at)"
                + " SELECT id, plan_id, 'count', 'It is too old.', now(), now(), '{}' FROM backup_run WHERE id = '"
                + run + "'";
    }

    /** What the service's own database answers, in one column of one row. */
    String ask(String sql) {
        try (Connection connection = own.connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    static long customers(PostgresDatabase database) {
        try (Connection connection = database.connect();
                ResultSet row = connection.createStatement().executeQuery("SELECT count(*) FROM customers")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    @Override
    public void close() {
        gpg.close();
    }
}
