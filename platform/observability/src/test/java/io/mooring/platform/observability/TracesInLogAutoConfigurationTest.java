package io.mooring.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class TracesInLogAutoConfigurationTest {

    @Test
    void whatAWorkerDoesAsItStartsBearsItsTrace() {
        SpringApplication application = new SpringApplication(OneWorker.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        try (ConfigurableApplicationContext context = application.run()) {
            assertThat(context.getBean(Worker.class).traceId).matches("[0-9a-f]{32}");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class OneWorker {

        @Bean
        Worker worker(ObservationRegistry observations) {
            return new Worker(observations);
        }
    }

    private static final class Worker implements SmartLifecycle {

        private final ObservationRegistry observations;
        private @Nullable String traceId;

        private Worker(ObservationRegistry observations) {
            this.observations = observations;
        }

        @Override
        public void start() {
            Observation.createNotStarted("work", observations).observe(() -> traceId = MDC.get("traceId"));
        }

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return traceId != null;
        }

        @Override
        public int getPhase() {
            return Integer.MIN_VALUE;
        }
    }
}
