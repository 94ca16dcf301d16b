package io.mooring.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.service.TopicReader;
import io.mooring.testkit.token.Tokens;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host, sampled by the service as a process and read back from Kafka and from its API. */
class MonitorServiceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private static ServiceUnderTest service;

    @BeforeAll
    static void start() {
        service = ServiceUnderTest.start(
                MonitorApplication.class,
                "monitor",
                folder.resolve("service.log"),
                more -> more.environment("MOORING_MONITOR_INTERVAL", "1s"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void publishesSamplesOfThisHostInTheOrderTaken() {
        try (TopicReader samples = new TopicReader("mooring.health.samples")) {
            await().atMost(PATIENCE)
                    .until(() -> samples.matching(record -> true).size() >= 3);
            assertThat(samples.matching(record -> true)).allSatisfy(record -> {
                assertThat(record.key()).startsWith("host/");
                assertThat(TopicReader.header(record, "ce_type")).isEqualTo("io.mooring.events.health.HealthSampled");
            });
            assertThat(samples.matching(record -> true))
                    .extracting(record -> TopicReader.header(record, "ce_time"))
                    .isSorted();
        }
    }

    @Test
    void listsWhatItMeasuredInPages() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> get("?metric=system.memory.limit", "viewer").body().contains("\"value\""));
        HttpResponse<String> page = get("?limit=1&metric=system.memory.limit", "viewer");
        assertThat(page.body()).contains("\"unit\":\"By\"").contains("nextCursor");
        assertThat(get("", null).statusCode()).isEqualTo(401);
        assertThat(get("?from=yesterday", "viewer").statusCode()).isEqualTo(400);
        assertThat(get("?limit=0", "viewer").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> get(String query, String role) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.url("/api/v1/samples" + query));
        if (role != null) {
            request.header("Authorization", "Bearer " + Tokens.shared().token(role));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
