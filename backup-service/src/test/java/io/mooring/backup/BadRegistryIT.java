package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.registry.RegistryProcess;
import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.registry.HttpSchemaRegistry;
import io.mooring.platform.events.registry.RegistrySettings;
import io.mooring.testkit.Registry;
import io.mooring.testkit.network.CutCable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.avro.Schema;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A schema registry that refuses or is away. */
class BadRegistryIT {

    private static final String SUBJECT = "mooring.backup.runs-io.mooring.events.backup.BackupStarted";

    @TempDir
    Path folder;

    @Test
    void doesNotStartWithASchemaThatTheRegistryRefusesAndSaysWhichAndWhy() throws Exception {
        try (RegistryProcess registry = Registry.own();
                HttpSchemaRegistry operator = new HttpSchemaRegistry(
                        new RegistrySettings(registry.url().toString(), null, null, Duration.ofSeconds(20)));
                Installation installation = new Installation(folder, 1)) {
            operator.register(SUBJECT, incompatible());
            operator.demandFullCompatibility(SUBJECT);
            installation.set("mooring.registry.url", registry.url().toString());

            assertThat(endOfVainStart(installation))
                    .contains("APPLICATION FAILED TO START", SUBJECT, "Incompatible artifact", "runId at /fields/0")
                    .contains("Compare this schema with the newest one of the subject");
        }
    }

    @Test
    void doesNotStartWithoutARegistryAndSaysWhichSettingNamesIt() throws Exception {
        try (Installation installation = new Installation(folder, 1)) {
            installation.set("mooring.registry.url", "http://127.0.0.1:1/apis/ccompat/v7");

            assertThat(endOfVainStart(installation))
                    .contains("APPLICATION FAILED TO START", "http://127.0.0.1:1/apis/ccompat/v7 cannot be reached")
                    .contains("Start the schema registry, or set mooring.registry.url (MOORING_REGISTRY)");
        }
    }

    /** What it printed; it did nothing else than that. */
    private static String endOfVainStart(Installation installation) throws InterruptedException {
        try (BackupProcess service = BackupProcess.startInVain(installation)) {
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !service.process()
                    .isAlive());
            assertThat(service.process().awaitExit()).isEqualTo(1);
            String output = service.process().output();
            assertThat(output)
                    .as("neither relay nor HTTP had begun")
                    .doesNotContain("relays from now on", "Netty started", "Started BackupApplication");
            return output;
        }
    }

    @Test
    void worksOnWithTheSchemasItKnowsWhenTheRegistryGoesAwayLater() {
        URI registry = Registry.shared().url();
        try (CutCable cable = CutCable.to(registry.getHost(), registry.getPort());
                Installation installation = new Installation(folder, 1)) {
            installation.set(
                    "mooring.registry.url", "http://" + cable.host() + ":" + cable.port() + registry.getPath());
            try (ServiceHere service = ServiceHere.start(installation)) {
                cable.cut();

                String id = service.begin(installation.planId);
                JsonNode run = service.operator().awaitOver(id);

                assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("completed");
                assertThat(Awaitility.await()
                                .until(
                                        () -> ServiceHere.listener().all(installation.planId),
                                        events -> events.size() == 2))
                        .extracting(Listener.Heard::type)
                        .containsExactly("BackupStarted", "BackupCompleted");
            }
        }
    }

    private static Schema incompatible() {
        String schema = BackupStarted.getClassSchema().toString();
        return new Schema.Parser().parse(schema.replace("\"name\":\"runId\"", "\"name\":\"runNumber\""));
    }
}
