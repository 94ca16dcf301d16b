package io.mooring.backup.pipeline;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.shop.DemoShop;
import io.mooring.embedded.shop.ShopSize;
import java.util.List;

/** Runs the benchmark against a demonstration shop of the given number of megabytes, on a server of its own. */
public final class BenchShop {

    private BenchShop() {}

    public static void main(String[] arguments) throws Exception {
        try (PostgresServer server = PostgresServer.startTemporary()) {
            PostgresDatabase shop = server.roles().createDatabase("shop", "shop");
            DemoShop.fill(shop, new ShopSize(Integer.parseInt(arguments[0]), 42));
            List<String> line = List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.mooring.backup.bench.BackupPipelineBench");
            ProcessBuilder builder = new ProcessBuilder(line).inheritIO();
            builder.environment().put("MOORING_BENCH_PORT", Integer.toString(shop.port()));
            builder.environment().put("MOORING_BENCH_DATABASE", shop.name());
            builder.environment().put("MOORING_BENCH_USER", shop.user());
            builder.environment().put("MOORING_BENCH_PASSWORD", shop.password());
            builder.start().waitFor();
        }
    }
}
