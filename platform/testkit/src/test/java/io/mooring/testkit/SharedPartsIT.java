package io.mooring.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.process.HttpReady;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

class SharedPartsIT {

    @Test
    void theSameBrokerServesEveryTestAndEachHasItsTopic() throws Exception {
        String one = Kafka.shared().freshTopic("orders", 2);
        String two = Kafka.shared().freshTopic("orders", 1);

        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Kafka.shared().bootstrapServers()))) {
            // A broker learns of a topic a moment after the controller has made it.
            await().until(() -> admin.listTopics().names().get().containsAll(List.of(one, two)));
            assertThat(admin.describeTopics(List.of(one))
                            .allTopicNames()
                            .get()
                            .get(one)
                            .partitions())
                    .hasSize(2);
        }
    }

    @Test
    void eachTestHasItsDatabase() throws Exception {
        PostgresDatabase one = Postgres.shared().freshDatabase("backup");
        PostgresDatabase two = Postgres.shared().freshDatabase("backup");

        assertThat(one.name()).isNotEqualTo(two.name());
        try (var connection = one.connect();
                var statement = connection.createStatement()) {
            assertThat(statement.execute("CREATE TABLE t (id int)")).isFalse();
        }
    }

    @Test
    void theRegistryAnswersConfluentsApi() {
        assertThat(HttpReady.answers(URI.create(Registry.shared().url() + "/subjects")))
                .isTrue();
    }

    @Test
    void eachTestHasItsBucket() {
        S3.Bucket bucket = S3.shared().freshBucket();
        try (var client = bucket.client()) {
            client.putObject(r -> r.bucket(bucket.name()).key("a"), RequestBody.fromString("x"));

            assertThat(bucket.folder().resolve("a")).exists();
            assertThat(S3.shared().freshBucket().name()).isNotEqualTo(bucket.name());
        }
    }
}
