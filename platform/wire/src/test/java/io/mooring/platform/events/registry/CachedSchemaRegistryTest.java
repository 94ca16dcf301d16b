package io.mooring.platform.events.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CachedSchemaRegistryTest extends SchemaRegistryContract {

    private final SchemaRegistry registry = new CachedSchemaRegistry(new InMemorySchemaRegistry());

    @Override
    protected SchemaRegistry registry() {
        return registry;
    }

    @Nested
    class Cache {

        private final AtomicInteger loads = new AtomicInteger();
        private final BoundedCache<Integer, String> cache = new BoundedCache<>(2);

        private String load(int key) {
            loads.incrementAndGet();
            return "v" + key;
        }

        @Test
        void keepsTheEntriesUsedLast() {
            cache.get(1, this::load);
            cache.get(2, this::load);
            cache.get(1, this::load);
            cache.get(3, this::load);

            assertThat(cache.size()).isEqualTo(2);
            assertThat(cache.get(1, this::load)).isEqualTo("v1");
            assertThat(loads).hasValue(3);
            cache.get(2, this::load);
            assertThat(loads).hasValue(4);
        }

        @Test
        void doesNotRememberAnAnswerThatIsNone() {
            Schema late = Schema.createFixed("Late", null, "test", 1);
            assertThatExceptionOfType(SchemaUnknown.class).isThrownBy(() -> registry.schema(1));

            int id = registry.register("late", late);

            assertThat(registry.schema(id)).isEqualTo(late);
        }
    }
}
