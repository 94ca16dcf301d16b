package io.mooring.local;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.HttpReady;
import io.mooring.local.secret.KeyPairs;
import io.mooring.local.secret.LocalSecrets;
import io.mooring.local.service.LocalService;
import io.mooring.local.service.LocalServices;
import io.mooring.local.service.RunService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Parts and services, started side by side as far as they do not need each other. */
final class LocalSystem implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Executor THREADS =
            task -> Thread.ofPlatform().name("mooring-start").daemon().start(task);

    private final LocalSettings settings;
    private final Progress progress;
    private final Stoppables running = new Stoppables();
    private final LocalSecrets secrets;
    private final ServiceSettings serviceSettings;

    LocalSystem(LocalSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.secrets = LocalSecrets.in(settings.folder().resolve("secrets"));
        KeyPairs keys = new KeyPairs(settings.folder().resolve("secrets").resolve("keys"));
        this.serviceSettings = new ServiceSettings(settings, secrets, keys);
    }

    /**
     * Returns when every part and service is healthy. Services make their beans while Kafka and the registry still start, and
     * wait for these before they begin to work.
     */
    void start() {
        createFolders();
        List<LocalService> services = LocalServices.behindTheGateway();
        announce(services);
        LocalParts parts = new LocalParts(settings, secrets, progress, running);
        List<CompletableFuture<?>> all = new ArrayList<>();

        var postgres = CompletableFuture.supplyAsync(parts::postgres, THREADS);
        var registry = postgres.thenApplyAsync(parts::registry, THREADS);
        var databases = postgres.thenAcceptAsync(server -> parts.databases(server, services), THREADS);
        var kafka = CompletableFuture.runAsync(parts::kafka, THREADS);
        var s3 = CompletableFuture.runAsync(parts::s3, THREADS);
        var shop = postgres.thenAcceptAsync(parts::shop, THREADS);
        var issuer = CompletableFuture.runAsync(() -> run(LocalServices.ISSUER, () -> {}), THREADS);
        all.addAll(List.of(postgres, registry, databases, kafka, s3, shop, issuer));

        new StartStandIns(settings, secrets, progress, running).all();

        var ground = CompletableFuture.allOf(registry, kafka, s3, shop);
        services.forEach(service -> all.add(databases.thenRunAsync(() -> run(service, ground::join), THREADS)));
        if (LocalServices.GATEWAY.isBuilt()) {
            all.add(issuer.thenRunAsync(() -> run(LocalServices.GATEWAY, ground::join), THREADS));
        }
        joinAll(all);
        registry.join().recordWhenStopped();
    }

    private void announce(List<LocalService> services) {
        LocalParts.ALWAYS.forEach(progress::await);
        progress.await(LocalServices.ISSUER.name());
        services.forEach(service -> progress.await(service.name()));
        if (LocalServices.GATEWAY.isBuilt()) {
            progress.await(LocalServices.GATEWAY.name());
        }
    }

    @Override
    public void close() {
        running.close();
    }

    private void run(LocalService service, Runnable awaitOthers) {
        running.add(service.name(), RunService.start(service, serviceSettings.of(service), awaitOthers));
        URI health = URI.create("http://127.0.0.1:" + settings.ports().of(service.name()) + "/actuator/health");
        if (!HttpReady.await(health, PATIENCE, () -> true)) {
            throw new EmbeddedPartException(service.name() + " started but is not healthy: ask " + health + " or see "
                    + settings.log(service.name()));
        }
        progress.ready(service.name());
    }

    /** The first failure counts; the others often follow from it. */
    private static void joinAll(List<CompletableFuture<?>> all) {
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        all.forEach(one -> one.whenComplete((done, failure) -> {
            if (failure != null) {
                firstFailure.completeExceptionally(failure);
            }
        }));
        CompletableFuture<Void> success = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        try {
            CompletableFuture.anyOf(success, firstFailure).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void createFolders() {
        try {
            Files.createDirectories(settings.folder().resolve("logs"));
            Files.createDirectories(settings.data("kafka"));
            Files.createDirectories(settings.data("backups"));
            Files.createDirectories(settings.data("restored"));
            Files.createDirectories(settings.data("issuer"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
