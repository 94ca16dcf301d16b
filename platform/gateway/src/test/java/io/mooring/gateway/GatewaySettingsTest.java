package io.mooring.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> new GatewaySettings(
                        URI.create("localhost:8080"),
                        login(URI.create("http://issuer/"), "", null),
                        Map.of(
                                "backup",
                                new GatewaySettings.Service(
                                        URI.create("ftp://x"), List.of("/plans/**"), List.of(), List.of())),
                        new GatewaySettings.Upstream(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                        new GatewaySettings.Limits(new GatewaySettings.Rate(0, 1, Duration.ofSeconds(1)), null, null),
                        new GatewaySettings.Stream(List.of("mooring.nope"), 0, 1, 1, 1, Duration.ofSeconds(1)),
                        new GatewaySettings.Reports(1)))
                .hasMessageContaining("gateway.url:")
                .hasMessageContaining("gateway.login.issuer:")
                .hasMessageContaining("gateway.login.client-secret: set either")
                .hasMessageContaining("gateway.services.backup.address:")
                .hasMessageContaining("gateway.services.backup.paths: '/plans/**' is not below /api/v1/")
                .hasMessageContaining("gateway.upstream: connect-timeout")
                .hasMessageContaining("gateway.limits.user:")
                .hasMessageContaining("gateway.stream.topics: 'mooring.nope' is no topic")
                .hasMessageContaining("gateway.stream: remembered");
    }

    @Test
    void keepsTheSecretOutOfItsText() {
        assertThat(login(URI.create("http://issuer"), "s3cret", null).toString())
                .doesNotContain("s3cret");
    }

    private static GatewaySettings.Login login(URI issuer, String secret, @Nullable Path file) {
        return new GatewaySettings.Login(
                issuer, "id", secret, file, "mooring", Duration.ofSeconds(30), Duration.ofSeconds(1));
    }
}
