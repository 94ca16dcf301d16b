package io.mooring.platform.observability.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a whole application prints that does not start. */
@ExtendWith(OutputCaptureExtension.class)
class ExplainWrongSettingTest {

    private static final String SECRET = "--MOORING_TEST_SECRET=s";

    @Test
    void namesTheKeyAndTheVariableThatIsNotSet(CapturedOutput printed) {
        refuses();
        assertThat(printed)
                .contains("The setting shop.secret takes its value from the environment variable MOORING_TEST_SECRET, "
                        + "which is not set and has no default.")
                .contains("Set MOORING_TEST_SECRET.")
                .doesNotContain("\tat ");
        assertThat(printed.getErr().lines()).as("for people, beside the log").contains("Set MOORING_TEST_SECRET.");
    }

    @Test
    void doesNotMissAVariableWhoseSettingIsGivenOtherwise() {
        start("--shop.secret=given");
    }

    @Test
    void namesTheVariableOfAValueThatCannotBeRead(CapturedOutput printed) {
        refuses(SECRET, "--MOORING_TEST_PATIENCE=long");
        assertThat(printed)
                .contains("shop.patience (MOORING_TEST_PATIENCE) cannot be 'long': ")
                .contains("shop-service.yml")
                .doesNotContain("\tat ");
    }

    @Test
    void repeatsWhatTheSettingsThemselvesSayAndNamesTheirVariables(CapturedOutput printed) {
        refuses(SECRET, "--MOORING_TEST_PATIENCE=0s");
        assertThat(printed)
                .contains("shop.patience must be longer than zero")
                .contains("shop.patience is set by MOORING_TEST_PATIENCE")
                .doesNotContain("\tat ");
    }

    private static void refuses(String... arguments) {
        assertThatThrownBy(() -> start(arguments)).isInstanceOf(RuntimeException.class);
    }

    private static void start(String... arguments) {
        new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=shop-service")
                .run(arguments)
                .close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ShopSettings.class)
    static class Shop {}

    @ConfigurationProperties("shop")
    record ShopSettings(String secret, Duration patience) {
        ShopSettings {
            if (patience.isZero()) {
                throw new IllegalArgumentException("shop.patience must be longer than zero");
            }
        }
    }
}
