package io.mooring.local.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceDiscriminatorTest {

    private final ServiceDiscriminator discriminator = new ServiceDiscriminator();

    @AfterEach
    void forget() {
        ServiceOfThread.clear();
    }

    @Test
    void ourOwnLoggersNameTheirServiceOnAnyThread() {
        ServiceOfThread.set("gateway");

        assertThat(fileOf("io.mooring.backup.run.StartBackup", "reactor-http-epoll-1"))
                .isEqualTo("backup");
    }

    @Test
    void aLibraryWritesForTheServiceWhoseThreadItIs() {
        ServiceOfThread.set("notifier");

        assertThat(fileOf("org.springframework.kafka.Container", "consumer-0")).isEqualTo("notifier");
    }

    @Test
    void eventLoopsBelongToEverybody() {
        ServiceOfThread.set("notifier");

        assertThat(fileOf("reactor.netty.http.server", "reactor-http-epoll-1")).isEqualTo("local");
        assertThat(fileOf("io.mooring.platform.events.Relay", "reactor-tcp-2")).isEqualTo("local");
    }

    @Test
    void threadsInheritTheServiceThatStartedThem() throws InterruptedException {
        ServiceOfThread.set("monitor");
        String[] seen = new String[1];
        Thread thread = new Thread(() -> seen[0] = fileOf("org.library", "worker"));
        thread.start();
        thread.join();

        assertThat(seen[0]).isEqualTo("monitor");
    }

    private String fileOf(String logger, String thread) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setThreadName(thread);
        return discriminator.getDiscriminatingValue(event);
    }
}
