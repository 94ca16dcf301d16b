package io.mooring.local.bench;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.TemporaryFolders;
import io.mooring.embedded.shop.DemoShop;
import io.mooring.embedded.shop.ShopSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a benchmark's main class as a process of its own over a shop database that lives as long. The server is as durable as a
 * real one. Arguments: the shop's megabytes (0: the database is empty), the class. The database is told in {@code MOORING_BENCH_HOST}, {@code _PORT},
 * {@code _DATABASE}, {@code _USER} and {@code _PASSWORD}, the server's superuser in {@code _ADMIN} and {@code _ADMIN_PASSWORD}.
 */
final class WithShop {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private WithShop() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int megabytes = Integer.parseInt(arguments[0]);
        AtomicReference<@Nullable Process> benchmark = new AtomicReference<>();
        CountDownLatch cleaned = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(benchmark, cleaned), "bench-stop"));
        Path folder = TemporaryFolders.create("bench");
        int status;
        try (PostgresServer server = PostgresServer.start(
                folder, FreePorts.next(), UUID.randomUUID().toString(), folder.resolve("postgres.log"))) {
            PostgresDatabase shop =
                    server.roles().createDatabase("shop", UUID.randomUUID().toString());
            if (megabytes > 0) {
                DemoShop.fill(shop, new ShopSize(megabytes, ShopSize.DEFAULT.seed()));
            }
            Process process = start(arguments[1], shop, server.admin());
            benchmark.set(process);
            status = process.waitFor();
        } finally {
            TemporaryFolders.delete(folder);
            cleaned.countDown();
        }
        System.exit(status);
    }

    /** A stop of this process stops the benchmark too, and waits until both have cleaned up. */
    private static void stop(AtomicReference<@Nullable Process> benchmark, CountDownLatch cleaned) {
        Process process = benchmark.get();
        if (process != null) {
            process.destroy();
        }
        try {
            if (!cleaned.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("Could not clean up in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process start(String main, PostgresDatabase shop, PostgresDatabase admin) throws IOException {
        ProcessBuilder java = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dlogback.configurationFile=io/mooring/local/bench/logback.xml",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        main))
                .inheritIO();
        java.environment()
                .putAll(Map.of(
                        "MOORING_BENCH_HOST", shop.host(),
                        "MOORING_BENCH_PORT", Integer.toString(shop.port()),
                        "MOORING_BENCH_DATABASE", shop.name(),
                        "MOORING_BENCH_USER", shop.user(),
                        "MOORING_BENCH_PASSWORD", shop.password(),
                        "MOORING_BENCH_ADMIN", admin.user(),
                        "MOORING_BENCH_ADMIN_PASSWORD", admin.password()));
        return java.start();
    }
}
