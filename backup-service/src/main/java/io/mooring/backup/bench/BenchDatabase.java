package io.mooring.backup.bench;

import io.mooring.backup.key.Secret;
import io.mooring.backup.source.PostgresSource;
import java.util.Map;

/** The database to measure with, from the environment: MOORING_BENCH_HOST, _PORT, _DATABASE, _USER and _PASSWORD. */
record BenchDatabase(PostgresSource source) {

    private static final String PREFIX = "MOORING_BENCH_";

    static BenchDatabase of(Map<String, String> environment) {
        return new BenchDatabase(new PostgresSource(
                environment.getOrDefault(PREFIX + "HOST", "127.0.0.1"),
                Integer.parseInt(environment.getOrDefault(PREFIX + "PORT", "15432")),
                required(environment, "DATABASE"),
                required(environment, "USER"),
                Secret.of(environment.getOrDefault(PREFIX + "PASSWORD", ""))));
    }

    /** For pg_dump. */
    Map<String, String> forLibpq() {
        return Map.of(
                "PGHOST", source.host(),
                "PGPORT", Integer.toString(source.port()),
                "PGDATABASE", source.database(),
                "PGUSER", source.user(),
                "PGPASSWORD", source.password().reveal());
    }

    static String required(Map<String, String> environment, String name) {
        String value = environment.get(PREFIX + name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("set " + PREFIX + name);
        }
        return value;
    }
}
