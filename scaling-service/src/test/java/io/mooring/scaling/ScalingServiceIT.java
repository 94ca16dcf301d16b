package io.mooring.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.testkit.service.ServiceUnderTest;
import io.mooring.testkit.service.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process on real parts. */
class ScalingServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void accountsForItsStartOnceAndForAnOrderlyStop(@TempDir Path folder) {
        try (ServiceUnderTest service = ServiceUnderTest.start(
                        ScalingApplication.class, "scaling", folder.resolve("service.log"), more -> more);
                TopicReader audit = new TopicReader("mooring.audit")) {
            await().atMost(PATIENCE).until(() -> records(audit, "service.start") == 1);
            service.process().stop();
            service.startAgain();
            await().atMost(PATIENCE).until(() -> records(audit, "service.stop") == 1);
            await().atMost(PATIENCE).until(() -> records(audit, "service.start") == 2);
            assertThat(audit.matching(
                            record -> TopicReader.header(record, "ce_source").contains("scaling-service")))
                    .allSatisfy(record -> assertThat(TopicReader.header(record, "ce_type"))
                            .isEqualTo("io.mooring.events.audit.AuditRecorded"));
        }
    }

    private static int records(TopicReader audit, String action) {
        return audit.matching(record -> new String(record.value(), StandardCharsets.ISO_8859_1).contains(action))
                .size();
    }
}
