package io.mooring.local.bench;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.TemporaryFolders;
import io.mooring.embedded.shop.DemoShop;
import io.mooring.embedded.shop.ShopSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Runs a benchmark's main class as a process of its own over a shop database that lives as long. The server is as durable as a
 * real one. Arguments: the shop's megabytes, the class. The database is told in {@code MOORING_BENCH_HOST}, {@code _PORT},
 * {@code _DATABASE}, {@code _USER} and {@code _PASSWORD}.
 */
final class WithShop {

    private WithShop() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ShopSize size = new ShopSize(Integer.parseInt(arguments[0]), ShopSize.DEFAULT.seed());
        Path folder = TemporaryFolders.create("bench");
        int status;
        try (PostgresServer server = PostgresServer.start(
                folder, FreePorts.next(), UUID.randomUUID().toString(), folder.resolve("postgres.log"))) {
            PostgresDatabase shop =
                    server.roles().createDatabase("shop", UUID.randomUUID().toString());
            DemoShop.fill(shop, size);
            status = run(arguments[1], shop);
        } finally {
            TemporaryFolders.delete(folder);
        }
        System.exit(status);
    }

    private static int run(String main, PostgresDatabase shop) throws IOException, InterruptedException {
        ProcessBuilder java = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main))
                .inheritIO();
        java.environment()
                .putAll(Map.of(
                        "MOORING_BENCH_HOST", shop.host(),
                        "MOORING_BENCH_PORT", Integer.toString(shop.port()),
                        "MOORING_BENCH_DATABASE", shop.name(),
                        "MOORING_BENCH_USER", shop.user(),
                        "MOORING_BENCH_PASSWORD", shop.password()));
        Process process = java.start();
        // A stop of this process stops the benchmark too.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "bench-stop"));
        return process.waitFor();
    }
}
