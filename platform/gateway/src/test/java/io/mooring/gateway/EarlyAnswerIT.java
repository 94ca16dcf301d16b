package io.mooring.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.issuer.Browser;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that answers before it has read everything: it refuses what is too large. */
class EarlyAnswerIT {

    @TempDir
    static Path folder;

    @Test
    void passesOnWhatAServiceAnsweredBeforeEverythingWasSent() {
        try (StubService service = new StubService();
                TestGateway gateway =
                        TestGateway.start(folder, "--gateway.services.notifier.address=" + service.url())) {
            List<Integer> answers = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                HttpRequest.Builder request = gateway.api("/api/v1/inputs/large/large")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(new byte[9_000_000]));
                answers.add(new Browser().send(request).statusCode());
            }
            assertThat(answers).containsOnly(413);
        }
    }
}
