package io.mooring.platform.events.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mooring.events.security.AddressUnblocked;
import io.mooring.platform.events.registry.SchemaRegistry;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Confluent's keys and values mean here what they mean there. */
class AvroSerdeConfigTest {

    private static final String URL = AvroSerdeConfig.REGISTRY_URL;

    @ParameterizedTest
    @CsvSource({
        "TopicRecordNameStrategy,                                                  t-io.mooring.events.security.AddressUnblocked",
        "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy,           t-io.mooring.events.security.AddressUnblocked",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy,                io.mooring.events.security.AddressUnblocked",
        "io.confluent.kafka.serializers.subject.TopicNameStrategy,                 t-value",
    })
    void knowsConfluentsSubjectNames(String strategy, String subject) {
        AvroSerdeConfig config = new AvroSerdeConfig(Map.of(URL, "http://r", AvroSerdeConfig.VALUE_SUBJECTS, strategy));

        assertThat(config.subjects(false).subject("t", false, AddressUnblocked.getClassSchema()))
                .isEqualTo(subject);
    }

    @Test
    void namesSubjectsOfKeysApart() {
        AvroSerdeConfig config =
                new AvroSerdeConfig(Map.of(URL, "http://r", AvroSerdeConfig.KEY_SUBJECTS, "TopicNameStrategy"));

        assertThat(config.subjects(true).subject("t", true, AddressUnblocked.getClassSchema()))
                .isEqualTo("t-key");
        assertThat(config.subjects(false)).isEqualTo(SubjectNames.TOPIC_RECORD);
    }

    @Test
    void takesClassesAsWellAsTheirNames() {
        AvroSerdeConfig config =
                new AvroSerdeConfig(Map.of(URL, "http://r", AvroSerdeConfig.VALUE_SUBJECTS, TopicNameStrategy.class));

        assertThat(config.subjects(false)).isEqualTo(SubjectNames.TOPIC);
    }

    @Test
    void refusesAStrategyThatItDoesNotKnow() {
        AvroSerdeConfig config =
                new AvroSerdeConfig(Map.of(URL, "http://r", AvroSerdeConfig.VALUE_SUBJECTS, "com.example.Mine"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> config.subjects(false))
                .withMessageContaining("'com.example.Mine' is not known")
                .withMessageContaining("TopicRecordNameStrategy");
    }

    @Test
    void choosesTheSchemaAsConfluentDoes() {
        assertThat(choice(Map.of())).isEqualTo(SchemaChoice.REGISTER);
        assertThat(choice(Map.of("auto.register.schemas", "false"))).isEqualTo(SchemaChoice.LOOK_UP);
        assertThat(choice(Map.of("auto.register.schemas", false, "use.latest.version", "true")))
                .isEqualTo(SchemaChoice.LATEST);
        assertThat(choice(Map.of("auto.register.schemas", true, "use.latest.version", true)))
                .as("Confluent: use.latest.version is ignored where schemas are registered")
                .isEqualTo(SchemaChoice.REGISTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SASL_INHERIT", "user_info"})
    void refusesOtherSourcesOfCredentials(String source) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new AvroSerdeConfig(Map.of(URL, "http://r", "basic.auth.credentials.source", source)))
                .withMessageContaining("URL, USER_INFO");
    }

    @Test
    void takesCredentialsFromTheAddressOrFromTheirKey() {
        assertThatCode(() -> registry(Map.of(URL, "http://me:p%40ss@r")).close())
                .doesNotThrowAnyException();
        assertThat(UrlCredentials.in("http://a,http://me:p%40ss@r:8081/x")).isEqualTo("me:p@ss");
        assertThat(UrlCredentials.removedFrom("http://a,http://me:p%40ss@r:8081/x"))
                .isEqualTo("http://a,http://r:8081/x");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> registry(Map.of(
                        URL,
                        "http://r",
                        "basic.auth.credentials.source",
                        "USER_INFO",
                        "basic.auth.user.info",
                        "hunter2")))
                .withMessageContaining("user:password")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void refusesAnAddressThatIsNone() {
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> registry(Map.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> registry(Map.of(URL, "localhost:8081")));
    }

    @Test
    void keepsThePasswordOutOfItsText() {
        AvroSerdeConfig config = new AvroSerdeConfig(Map.of(
                URL, "http://r", "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "me:hunter2"));

        assertThat(config.values().toString()).doesNotContain("hunter2");
    }

    /** Stands for Confluent's class. */
    private static final class TopicNameStrategy {}

    private static SchemaChoice choice(Map<String, ?> settings) {
        return new AvroSerdeConfig(settings).choice();
    }

    private static SchemaRegistry registry(Map<String, ?> settings) {
        return new AvroSerdeConfig(settings).registry();
    }
}
