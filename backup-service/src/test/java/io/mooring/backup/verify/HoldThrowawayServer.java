package io.mooring.backup.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process of its own that starts a throwaway server and waits to be killed. */
public final class HoldThrowawayServer {

    private HoldThrowawayServer() {}

    public static void main(String[] arguments) throws Exception {
        ThrowawaySettings settings = new ThrowawaySettings(
                Path.of(System.getProperty("throwaway.parent")),
                List.of(Path.of("/usr/lib/postgresql")),
                Duration.ofSeconds(60),
                0);
        try (ThrowawayPostgres server = ThrowawayPostgres.start(settings, 15, 0)) {
            System.out.println("port=" + server.database("postgres").port());
            new CountDownLatch(1).await();
        }
    }
}
