package io.mooring.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Runs the local system until it is told to end (SIGTERM). {@code ./mooring up} starts this. */
public final class LocalApplication {

    private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(10);

    private LocalApplication() {}

    public static void main(String[] args) throws InterruptedException {
        // Eight contexts share one Logback; each would otherwise set it up anew.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Progress progress = new Progress(System.out);
        remind(progress);
        LocalSystem system = null;
        try {
            system = new LocalSystem(LocalSettings.from(System.getenv()), progress);
            Runtime.getRuntime().addShutdownHook(new Thread(system::close, "mooring-down"));
            system.start();
            progress.allReady();
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(LocalApplication.class).error("The local system does not start", e);
            progress.failed(e);
            giveUp(system);
        }
        new CountDownLatch(1).await();
    }

    /** A slow start shall not look like a hung one. */
    private static void remind(Progress progress) {
        Thread.ofVirtual().name("mooring-remind").start(() -> {
            try {
                do {
                    Thread.sleep(BETWEEN_REMINDERS);
                } while (progress.remind());
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Halts instead of exiting: half-started contexts could block an exit, and a cache of classes is not worth writing. */
    private static void giveUp(@Nullable LocalSystem system) {
        if (system != null) {
            system.close();
        }
        Runtime.getRuntime().halt(1);
    }
}
