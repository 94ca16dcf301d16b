package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.CachedSchemaRegistry;
import io.mooring.platform.events.registry.HttpSchemaRegistry;
import io.mooring.platform.events.registry.RegistrySettings;
import io.mooring.platform.events.registry.SchemaRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Confluent's configuration keys, as far as they are understood here. */
public final class AvroSerdeConfig extends AbstractConfig {

    public static final String REGISTRY_URL = "schema.registry.url";
    public static final String AUTO_REGISTER = "auto.register.schemas";
    public static final String USE_LATEST = "use.latest.version";
    public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    public static final String USER_INFO = "basic.auth.user.info";
    public static final String VALUE_SUBJECTS = "value.subject.name.strategy";
    public static final String KEY_SUBJECTS = "key.subject.name.strategy";
    public static final String SPECIFIC_READER = "specific.avro.reader";
    public static final String TIMEOUT_MILLIS = "http.read.timeout.ms";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(REGISTRY_URL, Type.STRING, "", Importance.HIGH, "Addresses of the registry's API, by commas.")
            .define(
                    AUTO_REGISTER,
                    Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Register a schema that is new to the registry.")
            .define(
                    USE_LATEST,
                    Type.BOOLEAN,
                    false,
                    Importance.LOW,
                    "Write with the subject's newest schema; needs " + AUTO_REGISTER + "=false.")
            .define(
                    CREDENTIALS_SOURCE,
                    Type.STRING,
                    "URL",
                    ConfigDef.ValidString.in("URL", "USER_INFO"),
                    Importance.MEDIUM,
                    "Where user and password are: in the address, or in " + USER_INFO + ".")
            .define(USER_INFO, Type.PASSWORD, "", Importance.MEDIUM, "user:password")
            .define(VALUE_SUBJECTS, Type.STRING, "TopicRecordNameStrategy", Importance.MEDIUM, "Subjects of values.")
            .define(KEY_SUBJECTS, Type.STRING, "TopicRecordNameStrategy", Importance.LOW, "Subjects of keys.")
            .define(
                    SPECIFIC_READER,
                    Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Read into the generated class of the record's name; otherwise into generic records.")
            .define(
                    TIMEOUT_MILLIS,
                    Type.LONG,
                    RegistrySettings.DEFAULT_TIMEOUT.toMillis(),
                    ConfigDef.Range.atLeast(1),
                    Importance.LOW,
                    "Milliseconds for connecting and for one answer.");

    AvroSerdeConfig(Map<String, ?> settings) {
        super(DEFINITION, withNamesOfClasses(settings), false);
    }

    SubjectNames subjects(boolean key) {
        return SubjectNames.named(getString(key ? KEY_SUBJECTS : VALUE_SUBJECTS));
    }

    SchemaChoice choice() {
        if (getBoolean(AUTO_REGISTER)) {
            return SchemaChoice.REGISTER;
        }
        return getBoolean(USE_LATEST) ? SchemaChoice.LATEST : SchemaChoice.LOOK_UP;
    }

    SchemaRegistry registry() {
        return new CachedSchemaRegistry(new HttpSchemaRegistry(registrySettings()));
    }

    private RegistrySettings registrySettings() {
        String urls = getString(REGISTRY_URL);
        if (urls.isBlank()) {
            throw new ConfigException("Missing: " + REGISTRY_URL);
        }
        String userInfo = getString(CREDENTIALS_SOURCE).equals("URL")
                ? UrlCredentials.in(urls)
                : getPassword(USER_INFO).value();
        int colon = userInfo.indexOf(':');
        if (colon < 0 && !userInfo.isEmpty()) {
            throw new ConfigException("The registry's credentials must have the form user:password");
        }
        return new RegistrySettings(
                UrlCredentials.removedFrom(urls),
                colon < 0 ? null : userInfo.substring(0, colon),
                colon < 0 ? null : userInfo.substring(colon + 1),
                Duration.ofMillis(getLong(TIMEOUT_MILLIS)));
    }

    /** Whoever configures in code passes a strategy's class and not its name. */
    private static Map<String, @Nullable Object> withNamesOfClasses(Map<String, ?> settings) {
        Map<String, @Nullable Object> named = new HashMap<>(settings);
        named.replaceAll((key, value) -> value instanceof Class<?> type ? type.getName() : value);
        return named;
    }
}
