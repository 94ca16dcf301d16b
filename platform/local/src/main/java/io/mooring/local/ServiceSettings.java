package io.mooring.local;

import io.mooring.local.secret.KeyPairs;
import io.mooring.local.secret.LocalSecrets;
import io.mooring.local.service.LocalService;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each service would find in its environment, for the local system. Secrets go by file where a service takes a file. */
final class ServiceSettings {

    static final String USER = "admin";
    private static final String SECOND_USER = "approver";

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
            case "backup" -> all.putAll(new BackupServiceSettings(settings, secrets, keys).all());
            case "notifier" -> all.putAll(new NotifierServiceSettings(settings, secrets).all());
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
        // All services ask at once for the first time, while everything else still warms up on the same cores.
        all.put("mooring.registry.timeout", "30s");
        all.put("MOORING_POSTGRES_HOST", "127.0.0.1");
        all.put("MOORING_ISSUER", "http://localhost:" + ports.of("issuer"));
        all.put("MOORING_GATEWAY_URL", "http://localhost:" + ports.of("gateway"));
        return all;
    }

    private Map<String, String> issuer() {
        Map<String, String> all = new LinkedHashMap<>(Map.of(
                "MOORING_ISSUER_KEY_FILE",
                        settings.data("issuer").resolve("signing-key.json").toString(),
                "MOORING_CONSOLE_CLIENT_SECRET_FILE",
                        secrets.file("console-client").toString(),
                "MOORING_CLI_CLIENT_SECRET_FILE", secrets.file("cli-client").toString()));
        user(all, 0, USER, "Local administrator", "console-user", "admin");
        // What one person asks for another must approve: with one user nobody could try that.
        user(all, 1, SECOND_USER, "Local approver", "console-approver", "approver");
        return all;
    }

    private void user(Map<String, String> all, int index, String name, String displayName, String secret, String role) {
        String user = "issuer.users[" + index + "].";
        all.put(user + "name", name);
        all.put(user + "display-name", displayName);
        all.put(user + "password-file", secrets.file(secret).toString());
        all.put(user + "roles", role);
    }

    private Map<String, String> gateway() {
        return Map.of(
                "MOORING_CONSOLE_CLIENT_SECRET_FILE",
                secrets.file("console-client").toString());
    }
}
