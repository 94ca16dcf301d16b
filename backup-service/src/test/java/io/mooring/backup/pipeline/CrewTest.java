package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class CrewTest {

    @Test
    void worksUnderTheCorrelationIdOfWhoeverStartedIt() throws Exception {
        try (var _ = MDC.putCloseable("correlationId", "c-1");
                Crew crew = new Crew()) {
            Future<String> virtual = crew.startVirtual("connect", () -> MDC.get("correlationId"));
            Future<String> platform = crew.start("compress", () -> MDC.get("correlationId"));
            crew.awaitAll(Duration.ofMillis(10), () -> {});

            assertThat(virtual.get()).isEqualTo("c-1");
            assertThat(platform.get()).isEqualTo("c-1");
        }
    }
}
