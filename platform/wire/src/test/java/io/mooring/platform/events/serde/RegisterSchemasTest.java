package io.mooring.platform.events.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mooring.events.backup.BackupStarted;
import io.mooring.platform.events.registry.InMemorySchemaRegistry;
import io.mooring.platform.events.registry.SchemaRefused;
import io.mooring.platform.events.registry.SchemaRegistry;
import io.mooring.platform.events.registry.SchemaUnknown;
import io.mooring.schemas.SchemaText;
import io.mooring.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

class RegisterSchemasTest {

    private static final String SUBJECT = "mooring.backup.runs-io.mooring.events.backup.BackupStarted";

    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SerdeAutoConfiguration.class))
            .withPropertyValues("spring.application.name=backup-service", "mooring.registry.timeout=30s");
    private final ApplicationContextRunner inMemory = service.withBean(SchemaRegistry.class, () -> registry);

    @Test
    void registersAllThatTheServiceWritesAtStart() {
        inMemory.run(context -> {
            assertThat(context).hasNotFailed();
            TopicCatalogue.writtenBy("backup-service").forEach(topic -> assertThat(topic.schemas())
                    .allSatisfy(schema -> assertThat(registry.latest(topic.name() + "-" + schema.getFullName())
                                    .schema())
                            .hasToString(SchemaText.of(schema))));
            assertThatExceptionOfType(SchemaUnknown.class)
                    .as("what others write is theirs to register")
                    .isThrownBy(() -> registry.latest("mooring.alerts-io.mooring.events.alerts.AlertRaised"));
        });
    }

    @Test
    void protectsItsSubjectsFromIncompatibleSchemas() {
        inMemory.run(context -> assertThatExceptionOfType(SchemaRefused.class)
                .isThrownBy(() -> registry.register(SUBJECT, incompatible())));
    }

    @Test
    void givesTheServiceASerializerAndADeserializer() {
        inMemory.run(context -> {
            @SuppressWarnings("unchecked")
            Serializer<SpecificRecord> serializer = context.getBean("eventSerializer", Serializer.class);
            @SuppressWarnings("unchecked")
            Deserializer<SpecificRecord> deserializer = context.getBean("eventDeserializer", Deserializer.class);

            byte[] bytes = serializer.serialize(Unblocked.TOPIC, Unblocked.EVENT);

            assertThat(deserializer.deserialize(Unblocked.TOPIC, bytes)).isEqualTo(Unblocked.EVENT);
        });
    }

    @Test
    void doesNotStartWithoutARegistry() {
        service.withPropertyValues("mooring.registry.url=http://127.0.0.1:1/apis/ccompat/v7")
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains("http://127.0.0.1:1/apis/ccompat/v7 cannot be reached");
                    assertThat(analysis.getAction()).contains("mooring.registry.url");
                });
    }

    @Test
    void doesNotStartWithASchemaThatIsRefused() {
        registry.register(SUBJECT, incompatible());
        registry.demandFullCompatibility(SUBJECT);

        inMemory.run(context -> {
            FailureAnalysis analysis = analysis(context.getStartupFailure());
            assertThat(analysis.getDescription())
                    .contains(SUBJECT, "in memory", "READER_FIELD_MISSING_DEFAULT_VALUE", "runId")
                    .hasSizeLessThan(500);
            assertThat(analysis.getAction()).contains(SUBJECT).contains("default");
        });
    }

    @Test
    void doesNotStartWhenSchemasMustBeThereAndAreNot() {
        inMemory.withPropertyValues("mooring.registry.auto-register=false")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getAction())
                        .contains("mooring.registry.auto-register=true"));
        assertThatExceptionOfType(SchemaUnknown.class).isThrownBy(() -> registry.latest(SUBJECT));
    }

    @Test
    void saysWhichSettingIsMissing() {
        service.run(context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("mooring.registry.url is missing"));
    }

    @Test
    void passesItsSettingsOnToKafka() {
        RegistryProperties properties =
                new RegistryProperties("http://registry", "me", "hunter2", Duration.ofSeconds(3), true);

        assertThat(properties.forKafka())
                .containsEntry("schema.registry.url", "http://registry")
                .containsEntry("basic.auth.credentials.source", "USER_INFO")
                .containsEntry("basic.auth.user.info", "me:hunter2")
                .containsEntry("http.read.timeout.ms", 3000L);
        assertThat(properties.toString()).doesNotContain("hunter2");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RegistryProperties("http://registry", "me", null, Duration.ofSeconds(3), true).settings());
    }

    /** As Boot finds it: through spring.factories. */
    private static FailureAnalysis analysis(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, null, (type, name, cause) -> {})
                .stream()
                .filter(SchemasNotRegisteredAnalyzer.class::isInstance)
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    private static Schema incompatible() {
        return new Schema.Parser()
                .parse(BackupStarted.getClassSchema()
                        .toString()
                        .replace("\"name\":\"runId\"", "\"name\":\"runNumber\""));
    }
}
