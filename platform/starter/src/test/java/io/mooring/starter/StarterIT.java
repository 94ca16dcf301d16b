package io.mooring.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.events.health.ComponentCheck;
import io.mooring.events.health.HealthSampled;
import io.mooring.events.security.SecurityEvent;
import io.mooring.events.security.SecurityEventKind;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Registry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A servlet application with the starter, on a broker that comes and goes. */
class StarterIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final KafkaBroker broker = Kafka.own();
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Stream.of(TopicCatalogue.HEALTH_SAMPLES, TopicCatalogue.SECURITY_EVENTS)
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterEach
    void closeAll() {
        http.close();
        broker.close();
    }

    @Test
    void publishesHealthAndWhatSpringSecurityReports() throws Exception {
        try (ConfigurableApplicationContext shop = start(1000);
                PublishedEvents published = new PublishedEvents(broker.bootstrapServers())) {
            assertThat(status(shop, "/orders", "right")).isEqualTo(200);
            assertThat(status(shop, "/orders", "wrong")).isEqualTo(401);
            assertThat(status(shop, "/admin", "right")).isEqualTo(403);

            await().atMost(LONG).untilAsserted(() -> assertThat(published.read(SecurityEvent.class))
                    .extracting(SecurityEvent::getKind)
                    .contains(
                            SecurityEventKind.LOGIN_SUCCEEDED,
                            SecurityEventKind.LOGIN_FAILED,
                            SecurityEventKind.ACCESS_DENIED));
            assertTold(published.read(SecurityEvent.class));
            await().atMost(LONG).untilAsserted(() -> assertThat(published.read(HealthSampled.class))
                    .isNotEmpty()
                    .allSatisfy(StarterIT::assertHealth));
            assertThat(published.headers("ce_source")).containsOnly("/shop");
            assertThat(published.headers("ce_id")).doesNotHaveDuplicates();
        }
    }

    @Test
    void answersWithoutKafkaCountsWhatIsLostAndGoesOnWhenKafkaIsBack() throws Exception {
        broker.stop();
        try (ConfigurableApplicationContext shop = start(3)) {
            for (int i = 0; i < 150; i++) { // more than the buffer and one batch
                assertThat(status(shop, "/orders", "wrong")).isEqualTo(401);
            }
            assertThat(count(shop, "buffer-full"))
                    .as("were they waited for, none would be lost")
                    .isPositive();
            assertThat(count(shop, "sent")).isZero();

            broker.start();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(count(shop, "sent")).isPositive());
            double lost = count(shop, "buffer-full");
            assertThat(status(shop, "/orders", "right")).isEqualTo(200);

            try (PublishedEvents published = new PublishedEvents(broker.bootstrapServers())) {
                await().atMost(LONG).untilAsserted(() -> assertThat(published.read(SecurityEvent.class))
                        .extracting(SecurityEvent::getKind)
                        .contains(SecurityEventKind.LOGIN_FAILED, SecurityEventKind.LOGIN_SUCCEEDED));
            }
            assertThat(count(shop, "buffer-full")).isEqualTo(lost);
        }
    }

    private static void assertTold(List<SecurityEvent> events) {
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getSourceAddress()).hasValue("127.0.0.1");
            assertThat(event.getResource().orElseThrow()).startsWith("/");
        });
        assertThat(events)
                .filteredOn(event -> event.getKind() == SecurityEventKind.LOGIN_FAILED)
                .allSatisfy(event -> {
                    assertThat(event.getUserId()).isEmpty();
                    assertThat(event.getReason()).hasValue("bad-credentials");
                });
        assertThat(events)
                .filteredOn(event -> event.getKind() == SecurityEventKind.ACCESS_DENIED)
                .allSatisfy(event -> assertThat(event.getUserId()).hasValue("u-17"));
    }

    private static void assertHealth(HealthSampled sample) {
        assertThat(sample.getResourceName()).isEqualTo("shop");
        assertThat(sample.getChecks()).extracting(ComponentCheck::getComponent).contains("diskSpace", "ping");
        assertThat(sample.getMeasurements()).isNotEmpty();
    }

    private ConfigurableApplicationContext start(int buffer) {
        return new SpringApplicationBuilder(ShopApplication.class)
                .properties(Map.of(
                        "spring.application.name", "shop",
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "mooring.publish.bootstrap-servers", broker.bootstrapServers(),
                        "mooring.publish.buffer", buffer,
                        "mooring.publish.health.interval", "1s",
                        "mooring.publish.health.timeout", "1s",
                        "mooring.registry.url", Registry.shared().url()))
                .run();
    }

    private int status(ConfigurableApplicationContext shop, String path, String password)
            throws IOException, InterruptedException {
        String port = shop.getEnvironment().getRequiredProperty("local.server.port");
        String credentials = Base64.getEncoder().encodeToString(("u-17:" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + credentials)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static double count(ConfigurableApplicationContext shop, String outcome) {
        return shop.getBean(MeterRegistry.class)
                .get("mooring.publish.events")
                .tags("stream", "security", "outcome", outcome)
                .counter()
                .count();
    }
}
