package io.mooring.local;

import io.mooring.local.secret.KeyPairs;
import io.mooring.local.secret.LocalSecrets;
import io.mooring.local.service.LocalService;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each service would find in its environment, for the local system. Secrets go by file where a service takes a file. */
final class ServiceSettings {

    static final String USER = "admin";

    /** Each connection is a process of PostgreSQL's: one that is not needed costs 15 MB and a key derivation at the start. */
    private static final Map<String, String> FEW_CONNECTIONS = Map.of(
            "spring.r2dbc.pool.initial-size",
            "1",
            "spring.r2dbc.pool.max-size",
            "10",
            "spring.r2dbc.pool.max-idle-time",
            "1m");

    private final LocalSettings settings;
    private final LocalSecrets secrets;
    private final KeyPairs keys;

    ServiceSettings(LocalSettings settings, LocalSecrets secrets, KeyPairs keys) {
        this.settings = settings;
        this.secrets = secrets;
        this.keys = keys;
    }

    Map<String, String> of(LocalService service) {
        Map<String, String> all = new LinkedHashMap<>(common());
        if (service.ownsDatabase()) {
            all.putAll(FEW_CONNECTIONS);
            String name = service.name().toUpperCase(java.util.Locale.ROOT);
            all.put("MOORING_" + name + "_DB_PASSWORD", secrets.value(service.name() + "-db"));
        }
        switch (service.name()) {
            case "issuer" -> all.putAll(issuer());
            case "gateway" -> all.putAll(gateway());
            case "backup" -> all.putAll(backup());
            case "notifier" -> all.putAll(notifier());
            default -> {
                // Needs nothing but what all need.
            }
        }
        return all;
    }

    private Map<String, String> common() {
        LocalPorts ports = settings.ports();
        Map<String, String> all = new LinkedHashMap<>(ports.asVariables());
        all.put("MOORING_KAFKA", "127.0.0.1:" + ports.of("kafka"));
        all.put("MOORING_REGISTRY", "http://127.0.0.1:" + ports.of("registry") + "/apis/ccompat/v7");
        all.put("MOORING_POSTGRES_HOST", "127.0.0.1");
        all.put("MOORING_ISSUER", "http://localhost:" + ports.of("issuer"));
        all.put("MOORING_GATEWAY_URL", "http://localhost:" + ports.of("gateway"));
        return all;
    }

    private Map<String, String> issuer() {
        return Map.of(
                "MOORING_ISSUER_KEY_FILE",
                        settings.data("issuer").resolve("signing-key.json").toString(),
                "MOORING_CONSOLE_CLIENT_SECRET_FILE",
                        secrets.file("console-client").toString(),
                "MOORING_CLI_CLIENT_SECRET_FILE", secrets.file("cli-client").toString(),
                "issuer.users[0].name", USER,
                "issuer.users[0].display-name", "Local administrator",
                "issuer.users[0].password-file", secrets.file("console-user").toString(),
                "issuer.users[0].roles", "admin");
    }

    private Map<String, String> gateway() {
        return Map.of(
                "MOORING_CONSOLE_CLIENT_SECRET_FILE",
                secrets.file("console-client").toString());
    }

    /** With a workspace of the user's own the notifier finds it in the environment. */
    private Map<String, String> notifier() {
        if (settings.ownSlack()) {
            return Map.of();
        }
        return Map.of(
                "MOORING_SLACK_URL",
                "http://127.0.0.1:" + settings.ports().of("slack") + "/api/",
                "MOORING_SLACK_TOKEN",
                secrets.value("slack-token"),
                "MOORING_SLACK_CHANNEL",
                LocalParts.SLACK_CHANNEL);
    }

    /** The shop, backed up from the first minute: each night, and whenever somebody asks, to a bucket and to a folder. */
    private Map<String, String> backup() {
        Map<String, String> all = new LinkedHashMap<>();
        putTogether(
                all,
                "backup.plans[0].",
                Map.of(
                        "id", "shop",
                        "name", "Demonstration shop",
                        "source.host", "127.0.0.1",
                        "source.port", Integer.toString(settings.ports().of("postgres")),
                        "source.database", "shop",
                        "source.user", LocalParts.SHOP_READER,
                        "source.password-file", secrets.file("shop-reader-db").toString(),
                        "schedule.cron", "0 2 * * *",
                        "locations[0]", "bucket",
                        "locations[1]", "folder"));
        putTogether(all, "backup.plans[1].", cluster());
        putTogether(
                all,
                "backup.locations[0].",
                Map.of(
                        "id",
                        "bucket",
                        "s3.endpoint",
                        "http://127.0.0.1:" + settings.ports().of("s3"),
                        "s3.bucket",
                        LocalParts.BUCKET,
                        "s3.access-key",
                        LocalParts.S3_USER,
                        "s3.secret-key-file",
                        secrets.file("s3-secret").toString(),
                        "s3.path-style",
                        "true"));
        putTogether(
                all,
                "backup.locations[1].",
                Map.of(
                        "id",
                        "folder",
                        "directory.path",
                        settings.data("backups").toString()));
        putTogether(
                all,
                "backup.",
                Map.of(
                        "recipients[0]", keys.publicKey("operations").toString(),
                        "recipients[1]", keys.publicKey("escrow").toString(),
                        "recipients[2]", keys.publicKey("restore").toString(),
                        "restore-key.file", keys.privateKeys("restore").toString(),
                        "restore.folder", settings.data("restores").toString(),
                        "restore.servers[0].plans[0]", "shop",
                        "restore.servers[0].user", LocalParts.SHOP_RESTORER,
                        "restore.servers[0].password-file",
                                secrets.file("shop-restorer-db").toString(),
                        "signing-key.file", keys.signingKey("manifest").toString(),
                        "state-folder", settings.data("backup-state").toString()));
        List<Path> formerSigners = keys.retiredPublicKeys("manifest");
        for (int i = 0; i < formerSigners.size(); i++) {
            all.put("backup.trusted-signers[" + i + "]", formerSigners.get(i).toString());
        }
        return all;
    }

    /** The local system's own PostgreSQL, to be recovered to any time: what the services write is what there is to receive. */
    private Map<String, String> cluster() {
        Map<String, String> plan = new LinkedHashMap<>();
        plan.put("id", "cluster");
        plan.put("name", "Whole PostgreSQL server");
        plan.put("source.kind", "cluster");
        plan.put("source.host", "127.0.0.1");
        plan.put("source.port", Integer.toString(settings.ports().of("postgres")));
        plan.put("source.user", LocalParts.CLUSTER_KEEPER);
        plan.put("source.password-file", secrets.file("cluster-keeper-db").toString());
        plan.put("source.wal.keep-local", "1GB");
        plan.put("schedule.cron", "30 2 * * *");
        plan.put("objectives.rpo", "10s");
        plan.put("retention-days", "2");
        plan.put("locations[0]", "bucket");
        plan.put("locations[1]", "folder");
        return plan;
    }

    private static void putTogether(Map<String, String> all, String prefix, Map<String, String> some) {
        some.forEach((name, value) -> all.put(prefix + name, value));
    }
}
