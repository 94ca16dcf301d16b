package io.mooring.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class ObservabilityDefaultsTest {

    private static final String READINESS = "management.endpoint.health.group.readiness.include";

    @Configuration(proxyBeanMethods = false)
    static class Empty {}

    @Test
    void aLogLineIsOneJsonObjectWithServiceAndCorrelationId(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Empty.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        // Whatever logback-test.xml the build has, a process has none.
        try (ConfigurableApplicationContext context = application.run(
                "--spring.application.name=sample", "--logging.config=classpath:plain-boot-logback.xml")) {
            assertThat(context.isActive()).isTrue();
            io.mooring.platform.observability.correlation.Correlation.under("c-1", () -> {
                LoggerFactory.getLogger("sample").info("said \"this\"");
                return "";
            });
        }

        String line = output.getOut()
                .lines()
                .filter(text -> text.contains("said"))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .startsWith("{")
                .endsWith("}")
                .contains("\"service\":\"sample\"", "\"correlationId\":\"c-1\"", "said \\\"this\\\"");
    }

    @Test
    void aServiceIsReadyOnlyWithItsDatabase() {
        assertThat(after(Map.of("spring.r2dbc.url", "r2dbc:postgresql://localhost/x"))
                        .getProperty(READINESS))
                .isEqualTo("readinessState,r2dbc");
        assertThat(after(Map.of()).getProperty(READINESS)).isEqualTo("readinessState");
    }

    @Test
    void whatAServiceSaysWins() {
        ConfigurableEnvironment environment =
                after(Map.of("management.tracing.sampling.probability", "0.5", READINESS, "readinessState,disk"));

        assertThat(environment.getProperty("management.tracing.sampling.probability"))
                .isEqualTo("0.5");
        assertThat(environment.getProperty(READINESS)).isEqualTo("readinessState,disk");
    }

    private static ConfigurableEnvironment after(Map<String, Object> said) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("service", said));
        new ObservabilityDefaults().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
