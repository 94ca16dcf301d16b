package io.mooring.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.service.ServiceUnderTest;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Of two instances one is frozen in the middle of a transaction, with locks that the other needs. The other tells everything
 * while it stays frozen, and no event becomes a dead letter. When it is thawed nothing is told twice, and it works by itself.
 */
class FrozenInstanceFaultsIT {

    private static final int ALERTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path logs;

    private static Providers providers;
    private static Plans plans;
    private static PostgresDatabase database;
    private static Map<String, ServiceUnderTest> instances;
    private static DeliveryRows rows;

    /** What it was about to do. */
    enum Moment {
        /** It has noted the events, holds their keys and is the only one that tells. */
        TELLING {
            @Override
            Halt halt() throws SQLException {
                return Halt.before(database, "INSERT", "told", "true");
            }
        },
        /** It holds a destination, to which nobody else sends meanwhile. */
        CLAIMING {
            @Override
            Halt halt() throws SQLException {
                return Halt.before(database, "UPDATE", "delivery", "NEW.state = 'SENDING'");
            }
        };

        abstract Halt halt() throws SQLException;
    }

    @BeforeAll
    static void start() throws IOException {
        providers = Providers.start();
        plans = new Plans();
        database = Postgres.shared().freshDatabase("notifier");
        rows = new DeliveryRows(database);
        instances = Map.of("one", instance("one"), "two", instance("two"));
        rows.withoutPace();
    }

    private static ServiceUnderTest instance(String name) {
        return ServiceUnderTest.startOn(
                database, NotifierApplication.class, "notifier", logs.resolve(name + ".log"), more -> providers
                        .reachedBy(more, "slack-ops,pagerduty")
                        .property("spring.r2dbc.properties.applicationName", name));
    }

    @AfterAll
    static void stop() {
        instances.values().forEach(ServiceUnderTest::close);
        plans.close();
        providers.close();
    }

    @ParameterizedTest
    @EnumSource
    void theOtherTellsEverythingWhileItIsFrozenAndItGoesOnWhenItIsThawed(Moment moment) throws Exception {
        long lettersBefore = deadLetters();
        try (Halt halt = moment.halt()) {
            plans.fail(ALERTS);
            halt.awaitStopped(1);
            String stopped = halt.stopped();
            ServiceUnderTest frozen = instances.get(stopped);
            ServiceUnderTest other = instances.get(stopped.equals("one") ? "two" : "one");
            frozen.process().freeze();
            try {
                halt.letGo();
                plans.fail(ALERTS);
                awaitAllTold();
            } finally {
                frozen.process().resume();
            }
            other.process().kill9();
            plans.fail(ALERTS);
            awaitAllTold();
            other.startAgain();
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(rows.waiting()).as(rows.states()).isZero());
        providers.inSlack(plans.all()).eachExactlyOnce();
        providers.atPagerDuty(plans.all()).eachExactlyOnce();
        assertThat(rows.count("state = 'DEAD'")).isZero();
        assertThat(deadLetters()).as("dead letters").isEqualTo(lettersBefore);
    }

    private static void awaitAllTold() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(providers.inSlack(plans.all()).lost()).as(rows.states()).isZero();
            assertThat(providers.atPagerDuty(plans.all()).lost())
                    .as(rows.states())
                    .isZero();
        });
    }

    /** What lies in the topics of the events that the notifier gave up; other tests may have left some. */
    private static long deadLetters() throws ExecutionException, InterruptedException {
        try (Admin kafka =
                Admin.create(Map.of("bootstrap.servers", Kafka.shared().bootstrapServers()))) {
            List<String> topics = kafka.listTopics().names().get().stream()
                    .filter(name -> name.endsWith(".notifier.dlt"))
                    .toList();
            Map<TopicPartition, OffsetSpec> ends = kafka.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(FrozenInstanceFaultsIT::partitions)
                    .collect(Collectors.toMap(one -> one, one -> OffsetSpec.latest()));
            return kafka.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(one -> new TopicPartition(topic.name(), one.partition()));
    }
}
