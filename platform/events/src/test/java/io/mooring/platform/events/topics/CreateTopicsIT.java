package io.mooring.platform.events.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.events.EventsSettings;
import io.mooring.testkit.Kafka;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CreateTopicsIT {

    private final CreateTopics topics = new CreateTopics(new EventsSettings.Topics(true, (short) -1));

    @Test
    void makesWhatIsMissingOnceAndLeavesWhatIsThereAsItIs(CapturedOutput output) throws Exception {
        String name = "created." + UUID.randomUUID();
        try (Admin kafka =
                Admin.create(Map.of("bootstrap.servers", Kafka.shared().bootstrapServers()))) {
            topics.create(kafka, List.of(new TopicPlan(name, 3, Map.of("retention.ms", "60000"))));
            topics.create(kafka, List.of(new TopicPlan(name, 3, Map.of("retention.ms", "60000"))));
            assertThat(output).doesNotContain("differs from the catalogue");

            topics.create(kafka, List.of(new TopicPlan(name, 2, Map.of("retention.ms", "1000"))));
            assertThat(kafka.describeTopics(List.of(name))
                            .allTopicNames()
                            .get()
                            .get(name)
                            .partitions())
                    .hasSize(3);
            assertThat(output)
                    .contains(name + " differs from the catalogue and is left as it is: has 3 partitions instead of 2,"
                            + " retention.ms is 60000 instead of 1000");
        }
    }

    @Test
    void givesDeadLettersRoomAndKeepsThem() {
        TopicPlan letters = TopicPlan.deadLetters("mooring.alerts", "notifier");
        assertThat(letters.name()).isEqualTo("mooring.alerts.notifier.dlt");
        assertThat(letters.settings())
                .containsEntry("retention.ms", "-1")
                .containsEntry("max.message.bytes", "4194304");
    }
}
