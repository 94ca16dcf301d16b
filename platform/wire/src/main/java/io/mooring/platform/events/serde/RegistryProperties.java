package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.RegistrySettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code mooring.registry.*}.
 *
 * @param url address of the registry's Confluent-compatible API; several by commas
 * @param user for HTTP basic authentication
 * @param password for HTTP basic authentication
 * @param timeout for connecting, and for one answer
 * @param autoRegister whether a starting service registers its schemas; otherwise they must be registered already
 */
@ConfigurationProperties("mooring.registry")
public record RegistryProperties(
        @DefaultValue("") String url,
        @Nullable String user,
        @Nullable String password,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("true") boolean autoRegister) {

    RegistrySettings settings() {
        if (url.isBlank()) {
            throw new IllegalArgumentException("mooring.registry.url is missing: the address of the schema registry, "
                    + "for example http://localhost:8090/apis/ccompat/v7");
        }
        return new RegistrySettings(url, user, password, timeout);
    }

    /** The same as Kafka client settings, for (de)serializers that Kafka makes itself. */
    public Map<String, Object> forKafka() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put(AvroSerdeConfig.REGISTRY_URL, url);
        settings.put(AvroSerdeConfig.TIMEOUT_MILLIS, timeout.toMillis());
        settings.put(AvroSerdeConfig.AUTO_REGISTER, autoRegister);
        if (user != null) {
            settings.put(AvroSerdeConfig.CREDENTIALS_SOURCE, "USER_INFO");
            settings.put(AvroSerdeConfig.USER_INFO, user + ":" + password);
        }
        return settings;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return url + (user == null ? "" : " as " + user) + ", time-out " + timeout;
    }
}
