package io.mooring.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.embedded.EmbeddedPartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryProcessIT {

    @Test
    void registersASchemaByConfluentsApi() throws Exception {
        try (RegistryProcess registry = RegistryProcess.startTemporary();
                HttpClient client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/orders-value/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"schema\":\"\\\"string\\\"\"}"))
                    .build();

            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).startsWith("{\"id\":");
        }
    }

    @Test
    void aBrokenTarballLeavesNothingHalfUnpacked(@TempDir Path cache) throws IOException {
        Path broken = Files.writeString(cache.resolve("registry.tar.gz"), "no archive");

        assertThatThrownBy(() -> new RegistryTarball(broken, cache).unpacked())
                .isInstanceOf(EmbeddedPartException.class)
                .hasMessageContaining("registry.tar.gz");

        assertThat(cache).isDirectoryContaining(broken::equals);
        try (var files = Files.list(cache)) {
            assertThat(files).containsExactly(broken);
        }
    }
}
