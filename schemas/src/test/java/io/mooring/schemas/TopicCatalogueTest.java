package io.mooring.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mooring.events.backup.BackupFailed;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {

    private static final Set<String> SERVICES = Set.of(
            "backup-service",
            "maintenance-service",
            "monitor-service",
            "security-analyzer",
            "scaling-service",
            "notifier-service",
            "gateway");

    @Test
    void namesEachTopicOnce() {
        assertThat(TopicCatalogue.topics())
                .extracting(Topic::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("mooring(\\.[a-z]+)+"));
    }

    @Test
    void findsTopicsByNameAndByEvent() {
        assertThat(TopicCatalogue.named(TopicCatalogue.BACKUP_RUNS)).contains(TopicCatalogue.of(BackupFailed.class));
        assertThat(TopicCatalogue.named("mooring.backup.run")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicCatalogue.of(SpecificRecord.class))
                .withMessageContaining("in no topic");
    }

    @Test
    void knowsWhatAServiceWrites() {
        assertThat(TopicCatalogue.writtenBy("backup-service"))
                .extracting(Topic::name)
                .containsExactly(
                        "mooring.health.samples",
                        "mooring.security.events",
                        "mooring.backup.runs",
                        "mooring.service.requests",
                        "mooring.audit");
    }

    @Test
    void knowsOnlyServicesThatExist() {
        assertThat(TopicCatalogue.topics().stream().flatMap(topic -> Stream.of(topic.writers(), topic.readers())
                        .flatMap(List::stream)))
                .allMatch(service -> SERVICES.contains(service) || service.equals(TopicCatalogue.ANY_SERVICE));
    }
}
