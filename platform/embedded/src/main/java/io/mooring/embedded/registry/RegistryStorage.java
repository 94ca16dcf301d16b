package io.mooring.embedded.registry;

import java.util.Map;

/** Where the registry keeps its schemas. Handed over in the environment, so that the password is in no process list. */
public final class RegistryStorage {

    private static final Map<String, String> FEW_CONNECTIONS = Map.of(
            "APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1",
            "APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1",
            "APICURIO_DATASOURCE_JDBC_MAX_SIZE", "6");

    private final Map<String, String> environment;

    private RegistryStorage(Map<String, String> environment) {
        this.environment = environment;
    }

    /** An H2 database in memory: gone with the process. */
    public static RegistryStorage memory() {
        return new RegistryStorage(FEW_CONNECTIONS);
    }

    /** A PostgreSQL database that exists and that the user owns. */
    public static RegistryStorage postgres(String jdbcUrl, String user, String password) {
        var all = new java.util.HashMap<>(FEW_CONNECTIONS);
        all.put("APICURIO_STORAGE_SQL_KIND", "postgresql");
        all.put("APICURIO_DATASOURCE_URL", jdbcUrl);
        all.put("APICURIO_DATASOURCE_USERNAME", user);
        all.put("APICURIO_DATASOURCE_PASSWORD", password);
        return new RegistryStorage(all);
    }

    Map<String, String> environment() {
        return environment;
    }
}
