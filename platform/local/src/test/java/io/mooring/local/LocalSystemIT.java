package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.HttpReady;
import io.mooring.testkit.process.ServiceProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system, as {@code ./mooring up} starts it, on ports and in a folder of the test's own. */
class LocalSystemIT {

    private static final List<String> PARTS = List.of("registry", "kafka", "s3", "postgres", "issuer");

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void comesUpKeepsItsDataAndLeavesNothingWhenKilled() throws Exception {
        environment.put("MOORING_HOME", folder.resolve("home").toString());
        environment.put("MOORING_SHOP_MEGABYTES", "1");
        LocalPorts.from(Map.of())
                .asVariables()
                .keySet()
                .forEach(variable -> environment.put(variable, Integer.toString(FreePorts.next())));
        Path secret = folder.resolve("home/secrets/console-user");

        try (ServiceProcess first = LocalProcess.start(environment, folder.resolve("first.out"))) {
            awaitReady(first);
            assertThat(HttpReady.answers(URI.create("http://127.0.0.1:" + port("issuer") + "/actuator/health")))
                    .isTrue();
            assertThat(first.output()).doesNotContain(Files.readString(secret));

            first.kill9Alone();

            for (String part : PARTS) {
                await(part).until(() -> FreePorts.isFree(port(part)));
            }
        }
        String password = Files.readString(secret);
        try (ServiceProcess second = LocalProcess.start(environment, folder.resolve("second.out"))) {
            awaitReady(second);
            assertThat(secret).content().isEqualTo(password);
        }
    }

    private static void awaitReady(ServiceProcess system) {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> !system.isAlive() || system.output().contains("READY"));
        assertThat(system.output()).contains("READY");
    }

    private int port(String part) {
        return Integer.parseInt(environment.get("MOORING_" + part.toUpperCase(java.util.Locale.ROOT) + "_PORT"));
    }
}
