package io.mooring.starter.health;

import io.mooring.events.health.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Runs checks side by side, each in a thread of its own. One that hangs is reported, and not started a second time. */
final class RunChecks {

    private final Supplier<Map<String, HealthIndicator>> indicators;
    private final Duration timeout;
    private final Map<String, CompletableFuture<Checked>> running = new ConcurrentHashMap<>();

    RunChecks(Supplier<Map<String, HealthIndicator>> indicators, Duration timeout) {
        this.indicators = indicators;
        this.timeout = timeout;
    }

    /** Takes no longer than the time-out, however many checks hang. */
    List<Checked> now() throws InterruptedException {
        Map<String, HealthIndicator> all = indicators.get();
        all.forEach((name, indicator) -> running.computeIfAbsent(name, _ -> start(name, indicator)));
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Checked> results = new ArrayList<>();
        for (String name : all.keySet()) {
            results.add(result(name, running.get(name), deadline));
        }
        return results;
    }

    private Checked result(String name, CompletableFuture<Checked> check, long deadline) throws InterruptedException {
        try {
            Checked result = check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            running.remove(name, check);
            return result;
        } catch (TimeoutException hangs) {
            return new Checked(name, HealthStatus.UNKNOWN, null, "no answer within " + timeout.toMillis() + " ms");
        } catch (ExecutionException failed) {
            running.remove(name, check);
            Throwable cause = failed.getCause();
            return new Checked(
                    name,
                    HealthStatus.UNKNOWN,
                    null,
                    "the check failed: " + cause.getClass().getName());
        }
    }

    private static CompletableFuture<Checked> start(String name, HealthIndicator indicator) {
        CompletableFuture<Checked> result = new CompletableFuture<>();
        Thread.ofVirtual().name("mooring-check-" + name).start(() -> {
            try {
                result.complete(check(name, indicator));
            } catch (RuntimeException | Error failed) { // an Error in somebody's check must not leave it hanging
                result.completeExceptionally(failed);
            }
        });
        return result;
    }

    private static Checked check(String name, HealthIndicator indicator) {
        long began = System.nanoTime();
        Health health = indicator.health();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new Checked(name, BootHealth.status(health), took, BootHealth.detail(health));
    }
}
