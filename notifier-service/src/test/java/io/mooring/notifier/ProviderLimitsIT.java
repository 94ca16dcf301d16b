package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.pagerduty.PagerDutyIncident;
import io.mooring.embedded.slack.SlackPost;
import io.mooring.testkit.process.ServiceProcess;
import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.token.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Slack and PagerDuty take no more than they document, and the service gathers and sends as it does by default. A burst in
 * three of Slack's channels and at PagerDuty is told in full, each conversation once, and nobody has to ask it to wait.
 */
class ProviderLimitsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** More than one message a second, as Slack allows for short bursts; one more than the service sends at once. */
    private static final int BURST = 21;

    private static final int EVENTS_A_MINUTE = 120;
    private static final int UPDATES_A_MINUTE = 50;

    private static final int GROUPS = 12;
    private static final int JOINED = 2;
    private static final int OVER = 4;
    private static final int PAGES = 112;
    private static final int POSTS = 20;

    private static final Map<String, List<String>> PLACES = Map.of(
            "EMERGENCY", List.of("pagerduty", "slack-ops"),
            "CRITICAL", List.of("slack-ops", "slack-web"),
            "WARNING", List.of("slack-db"));

    private static final Map<String, String> CHANNELS =
            Map.of("slack-ops", "C0123456789", "slack-web", "C0000000002", "slack-db", "C0000000003");

    @TempDir
    private static Path logs;

    private static final HttpClient http = HttpClient.newHttpClient();
    private static Providers providers;
    private static ServiceUnderTest service;
    private static DeliveryRows rows;

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        service = ServiceUnderTest.start(
                NotifierApplication.class,
                "notifier",
                logs.resolve("notifier.log"),
                more -> routed(providers.reachedAsShippedBy(more)));
        rows = new DeliveryRows(service.database());
    }

    /** Only what this test raises is told: other tests' events are in the same topics. */
    private static ServiceProcess.Builder routed(ServiceProcess.Builder service) {
        service.property("notifier.destinations.slack-web.channel", "slack")
                .property("notifier.destinations.slack-web.address", CHANNELS.get("slack-web"))
                .property("notifier.destinations.slack-db.channel", "slack")
                .property("notifier.destinations.slack-db.address", CHANNELS.get("slack-db"))
                .property("notifier.announcements.destinations", "")
                .property("notifier.maintenance.destinations", "")
                .property("notifier.incidents.opens", "")
                .property("notifier.incidents.destinations.p0", "pagerduty")
                .property("notifier.incidents.destinations.p1", "slack-ops");
        int number = 0;
        for (Map.Entry<String, List<String>> place : PLACES.entrySet()) {
            String route = "notifier.routes[" + number++ + "].";
            service.property(route + "name", place.getKey().toLowerCase(Locale.ROOT))
                    .property(route + "severities", place.getKey())
                    .property(route + "labels", "test=limits")
                    .property(route + "group-by", "group")
                    .property(route + "to", String.join(",", place.getValue()));
        }
        return service;
    }

    @AfterAll
    static void stop() {
        service.close();
        providers.close();
    }

    @Test
    void aBurstIsToldInFullAndNobodyAsksToWait() throws Exception {
        raise("WARNING", "first", "Warm");
        await().atMost(PATIENCE).until(() -> !providers.slack.posts().isEmpty() && rows.waiting() == 0);
        providers.slack.limit(BURST, Duration.ofSeconds(1));
        providers.slack.limitMethods(UPDATES_A_MINUTE, MINUTE.dividedBy(UPDATES_A_MINUTE));
        providers.pagerDuty.limit(EVENTS_A_MINUTE, MINUTE);

        Map<String, List<String>> titles = burst();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(rows.waiting()).as(rows.states()).isZero();
            assertThat(rows.ask("SELECT count(*) FROM gathering WHERE NOT storm AND call_at IS NOT NULL"))
                    .isEqualTo("0");
        });

        assertThat(providers.pagerDuty.accepted()).as("more than a minute's").isGreaterThan(EVENTS_A_MINUTE);
        assertThat(inChannel("slack-ops")).as("more than at once").hasSizeGreaterThan(BURST);
        assertThat(rows.ask("SELECT coalesce(string_agg(detail, '; '), '') FROM attempt WHERE detail LIKE '%(429)%'"))
                .as("asked to wait")
                .isEmpty();
        assertThat(rows.count("state = 'DEAD'")).isZero();
        titles.forEach((severity, told) -> PLACES.get(severity).forEach(place -> assertTold(place, told)));
        CHANNELS.keySet()
                .forEach(
                        place -> assertThat(inChannel(place)).as(place).hasSize(Math.toIntExact(conversations(place))));
        assertThat(providers.slack.posts()).extracting(SlackPost::metadata).doesNotHaveDuplicates();
        assertThat(providers.pagerDuty.incidents()).hasSize(Math.toIntExact(conversations("pagerduty")));
        assertThat(providers.pagerDuty.incidents())
                .filteredOn(incident -> incident.status() == PagerDutyIncident.Status.RESOLVED)
                .extracting(PagerDutyIncident::title)
                .filteredOn(title -> title.startsWith("EMERGENCY"))
                .doesNotHaveDuplicates()
                .hasSize(OVER);
    }

    /** @return titles by severity */
    private static Map<String, List<String>> burst() throws IOException, InterruptedException {
        Map<String, List<String>> titles = new LinkedHashMap<>();
        List<String> over = new ArrayList<>();
        for (String severity : PLACES.keySet()) {
            List<String> told = titles.computeIfAbsent(severity, none -> new ArrayList<>());
            for (int i = 0; i < GROUPS + JOINED; i++) {
                String title = "%s number %02d".formatted(severity, i);
                String id = raise(severity, severity + i % GROUPS, title);
                told.add(title);
                // Those of the last groups that have a message of their own.
                if (i >= JOINED && i < JOINED + OVER) {
                    over.add(id);
                }
            }
        }
        for (int i = 0; i < PAGES; i++) {
            open("p0");
        }
        for (int i = 0; i < POSTS; i++) {
            open("p1");
        }
        // Nobody is paged for what is over before it was told.
        await().atMost(PATIENCE).until(() -> rows.count("state = 'DELIVERED' AND destination = 'pagerduty'") >= GROUPS);
        for (String id : over) {
            send("/api/v1/alerts/" + id + "/resolve", "{}", 200);
        }
        return titles;
    }

    /** Each alert is in a message that was delivered, in words or counted among others at PagerDuty, whose titles stay. */
    private static void assertTold(String place, List<String> titles) {
        for (String title : titles) {
            assertThat(rows.ask("SELECT count(*) FROM delivery WHERE state = 'DELIVERED' AND destination = '" + place
                            + "' AND message::text LIKE '%" + title + "%'"))
                    .as("%s of %s", title, place)
                    .isNotEqualTo("0");
            if (CHANNELS.containsKey(place)) {
                assertThat(inChannel(place))
                        .filteredOn(post -> (post.text() + post.blocks()).contains(title))
                        .as("%s in %s", title, place)
                        .hasSize(1);
            }
        }
    }

    private static List<SlackPost> inChannel(String place) {
        return providers.slack.posts().stream()
                .filter(post -> !post.isReply() && post.channel().equals(CHANNELS.get(place)))
                .toList();
    }

    private static long conversations(String place) {
        return Long.parseLong(rows.ask("SELECT count(*) FROM conversation WHERE destination = '" + place + "'"));
    }

    private static void open(String priority) throws IOException, InterruptedException {
        send("/api/v1/incidents", "{\"title\":\"The mill stands\",\"priority\":\"" + priority + "\"}", 201);
    }

    /** @return its id */
    private static String raise(String severity, String group, String title) throws IOException, InterruptedException {
        String answer = send("/api/v1/alerts", """
                {"key":"limits/%s","severity":"%s","title":"%s","labels":{"test":"limits","group":"%s"}}
                """.formatted(title.replace(' ', '-'), severity, title, group), 201);
        return JsonMapper.shared().readTree(answer).path("id").asString();
    }

    private static String send(String path, String body, int expected) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + Tokens.shared().token("operator"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
        return answer.body();
    }
}
