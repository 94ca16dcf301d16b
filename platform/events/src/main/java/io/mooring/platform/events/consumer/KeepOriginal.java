package io.mooring.platform.events.consumer;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Decodes with another deserializer and keeps the record's bytes beside the decoded value, so that a dead letter is
 * what was read and not what this service would have written: a newer writer's fields are still in it.
 */
public final class KeepOriginal implements Deserializer<Object> {

    /** Consumer property: class name of the deserializer that does the work. */
    public static final String DELEGATE = "mooring.original.delegate";

    /** In memory only: taken off before the record is written anywhere. */
    static final String HEADER = "mooring_original";

    private @Nullable Deserializer<?> delegate;

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        Object name = configuration.get(DELEGATE);
        try {
            Deserializer<?> made = name instanceof Class<?> type
                    ? (Deserializer<?>) Utils.newInstance(type)
                    : Utils.newInstance(String.valueOf(name), Deserializer.class);
            made.configure(configuration, isKey);
            delegate = made;
        } catch (ClassNotFoundException missing) {
            throw new ConfigException(DELEGATE, name, "there is no such class");
        }
    }

    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] data) {
        return delegate().deserialize(topic, data);
    }

    @Override
    public @Nullable Object deserialize(String topic, Headers headers, byte @Nullable [] data) {
        if (data != null) {
            headers.add(HEADER, data);
        }
        return delegate().deserialize(topic, headers, data);
    }

    @Override
    public void close() {
        if (delegate != null) {
            delegate.close();
        }
    }

    /** The bytes that were read, null for a record that did not pass through here. */
    static byte @Nullable [] of(Headers headers) {
        Header original = headers.lastHeader(HEADER);
        return original == null ? null : original.value();
    }

    private Deserializer<?> delegate() {
        if (delegate == null) {
            throw new IllegalStateException("Not configured");
        }
        return delegate;
    }
}
