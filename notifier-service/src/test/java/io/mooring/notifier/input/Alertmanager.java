package io.mooring.notifier.input;

import io.mooring.embedded.process.ChildCommand;
import io.mooring.embedded.process.ChildProcess;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.HttpReady;
import io.mooring.embedded.process.Programs;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** A real Alertmanager, alone, that sends everything to one address. */
final class Alertmanager implements AutoCloseable {

    private static final HttpClient http = HttpClient.newHttpClient();

    private final Path folder = TemporaryFolders.create("alertmanager");
    private final int port = FreePorts.next();
    private final ChildProcess process;

    private Alertmanager(URI webhook, String token) {
        Path program = Programs.find("prometheus-alertmanager")
                .or(() -> Programs.find("alertmanager"))
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Alertmanager is not installed: './mooring test' does it, or 'apt-get install prometheus-alertmanager'"));
        write(webhook, token);
        List<String> command = List.of(
                program.toString(),
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=");
        process = ChildProcess.start(
                ChildCommand.of("Alertmanager", command, Map.of(), folder.resolve("alertmanager.log")));
        if (!HttpReady.await(url("/-/ready"), Duration.ofMinutes(1), process::isAlive)) {
            throw new IllegalStateException("Alertmanager did not start: " + process.logTail());
        }
    }

    static Alertmanager sendingTo(URI webhook, String token) {
        return new Alertmanager(webhook, token);
    }

    private void write(URI webhook, String token) {
        try {
            Files.writeString(folder.resolve("alertmanager.yml"), """
                    route:
                      receiver: mooring
                      group_by: ['...']
                      group_wait: 0s
                      group_interval: 1s
                      repeat_interval: 2s
                    receivers:
                      - name: mooring
                        webhook_configs:
                          - url: %s
                            send_resolved: true
                            http_config:
                              authorization:
                                credentials: %s
                    """.formatted(webhook, token));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** @param endsAt when it is over; in the past: now */
    void tell(String alert, String severity, Instant startsAt, Instant endsAt) {
        String body = """
                [{"labels":{"alertname":"%s","severity":"%s","instance":"db-1"},
                  "annotations":{"summary":"%s is wrong","description":"Look at it.","runbook_url":"https://runbooks.example.org/%s"},
                  "startsAt":"%s","endsAt":"%s","generatorURL":"http://prometheus.example.org/graph"}]
                """.formatted(alert, severity, alert, alert, startsAt, endsAt);
        HttpRequest request = HttpRequest.newBuilder(url("/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("Alertmanager answered " + status);
            }
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    String log() {
        return process.logTail();
    }

    @Override
    public void close() {
        process.close();
        TemporaryFolders.delete(folder);
    }
}
