package io.mooring.embedded.alertmanager;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.ChildCommand;
import io.mooring.embedded.process.ChildProcess;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.HttpReady;
import io.mooring.embedded.process.Programs;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A real Alertmanager, alone, that sends everything to one address. */
public final class Alertmanager implements AutoCloseable {

    private static final HttpClient http = HttpClient.newHttpClient();

    private final Path folder = TemporaryFolders.create("alertmanager");
    private final int port = FreePorts.next();
    private final ChildProcess process;

    private Alertmanager(String routes) {
        Path program = Programs.find("prometheus-alertmanager")
                .or(() -> Programs.find("alertmanager"))
                .orElseThrow(
                        () -> new EmbeddedPartException(
                                "Alertmanager is not installed: './mooring test' does it, or 'apt-get install prometheus-alertmanager'"));
        write(routes);
        List<String> command = List.of(
                program.toString(),
                "--config.file=" + configuration(),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=");
        process = ChildProcess.start(
                ChildCommand.of("Alertmanager", command, Map.of(), folder.resolve("alertmanager.log")));
        if (!HttpReady.await(url("/-/ready"), Duration.ofMinutes(1), process::isAlive)) {
            throw new EmbeddedPartException("Alertmanager did not start: " + process.logTail());
        }
    }

    /**
     * How it tells of a group, by its own names; each alert is a group of its own.
     *
     * @param groupWait 30 s unless said
     * @param groupInterval 5 min unless said
     * @param repeatInterval 4 h unless said
     */
    public record Grouping(Duration groupWait, Duration groupInterval, Duration repeatInterval) {

        /** What Alertmanager does when nobody says otherwise. */
        public static final Grouping DEFAULTS =
                new Grouping(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4));
    }

    /** @param token what it shows as bearer token */
    public static Alertmanager sendingTo(URI webhook, String token, Grouping grouping) {
        return new Alertmanager("""
                route:
                  receiver: webhook
                  group_by: ['...']
                  group_wait: %ds
                  group_interval: %ds
                  repeat_interval: %ds
                receivers:
                  - name: webhook
                    webhook_configs:
                      - url: %s
                        send_resolved: true
                        http_config:
                          authorization:
                            credentials: %s
                """.formatted(
                        grouping.groupWait().toSeconds(),
                        grouping.groupInterval().toSeconds(),
                        grouping.repeatInterval().toSeconds(),
                        webhook,
                        token));
    }

    private Path configuration() {
        return folder.resolve("alertmanager.yml");
    }

    private void write(String routes) {
        try {
            Files.writeString(configuration(), routes);
        } catch (IOException full) {
            throw new EmbeddedPartException("Alertmanager's configuration cannot be written", full);
        }
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** @param endsAt when it is over; in the past: now */
    public void tell(String alert, String severity, Instant startsAt, Instant endsAt) {
        int status = tellAsync(alert, severity, startsAt, endsAt).join();
        if (status != 200) {
            throw new EmbeddedPartException("Alertmanager answered " + status);
        }
    }

    /** @return the answer's status */
    public CompletableFuture<Integer> tellAsync(String alert, String severity, Instant startsAt, Instant endsAt) {
        String body = """
                [{"labels":{"alertname":"%s","severity":"%s","instance":"db-1"},
                  "annotations":{"summary":"%s is wrong","description":"Look at it.","runbook_url":"https://runbooks.example.org/%s"},
                  "startsAt":"%s","endsAt":"%s","generatorURL":"http://prometheus.example.org/graph"}]
                """.formatted(alert, severity, alert, alert, startsAt, endsAt);
        HttpRequest request = HttpRequest.newBuilder(url("/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }

    public String log() {
        return process.logTail();
    }

    @Override
    public void close() {
        process.close();
        TemporaryFolders.delete(folder);
    }
}
