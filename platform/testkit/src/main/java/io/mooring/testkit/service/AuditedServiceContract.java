package io.mooring.testkit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every service of Mooring does whatever else it can: it starts on real parts and accounts for it. */
public abstract class AuditedServiceContract {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Class<?> main;
    private final String name;

    /** @param name short, as in its environment variables: {@code scaling} */
    protected AuditedServiceContract(Class<?> main, String name) {
        this.main = main;
        this.name = name;
    }

    @Test
    void accountsForEveryStartOnceAndForAnOrderlyStop(@TempDir Path folder) {
        try (ServiceUnderTest service =
                        ServiceUnderTest.start(main, name, folder.resolve("service.log"), more -> more);
                TopicReader audit = new TopicReader("mooring.audit")) {
            await().atMost(PATIENCE).until(() -> records(audit, "service.start") == 1);
            service.process().stop();
            service.startAgain();
            await().atMost(PATIENCE).until(() -> records(audit, "service.stop") == 1);
            await().atMost(PATIENCE).until(() -> records(audit, "service.start") == 2);
            assertThat(audit.matching(record -> true))
                    .allSatisfy(record -> assertThat(TopicReader.header(record, "ce_type"))
                            .isEqualTo("io.mooring.events.audit.AuditRecorded"));
        }
    }

    /** By the event's id, because a crash may send one twice; strings are plain in Avro's bytes. */
    private static long records(TopicReader audit, String action) {
        return audit
                .matching(record -> new String(record.value(), StandardCharsets.ISO_8859_1).contains(action))
                .stream()
                .map(record -> TopicReader.header(record, "ce_id"))
                .distinct()
                .count();
    }
}
