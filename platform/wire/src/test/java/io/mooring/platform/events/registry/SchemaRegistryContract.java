package io.mooring.platform.events.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.events.backup.BackupCompleted;
import io.mooring.schemas.SchemaText;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What every registry does. Subjects are new in each test, since a real registry is shared. */
public abstract class SchemaRegistryContract {

    private static final String A = "{\"name\":\"a\",\"type\":\"string\"}";
    private static final String OPTIONAL = "{\"name\":\"b\",\"type\":[\"null\",\"string\"],\"default\":null}";
    private static final String REQUIRED = "{\"name\":\"c\",\"type\":\"string\"}";

    private final String unique = "T" + UUID.randomUUID().toString().replace("-", "");
    private final String subject = "mooring.test-" + unique;

    protected abstract SchemaRegistry registry();

    @Test
    void givesASchemaBackByItsId() {
        int id = registry().register(subject, schema(A));

        assertThat(registry().schema(id)).isEqualTo(schema(A));
        assertThat(registry().idOf(subject, schema(A))).isEqualTo(id);
    }

    @Test
    void keepsDocumentationAndDefaultsOfAGeneratedSchema() {
        Schema generated = BackupCompleted.getClassSchema();
        int id = registry().register(subject, generated);

        assertThat(registry().schema(id).toString())
                .isEqualTo(new Schema.Parser().parse(SchemaText.of(generated)).toString());
        assertThat(registry().idOf(subject, generated)).isEqualTo(id);
    }

    @Test
    void registersTheSameSchemaOnce() {
        int first = registry().register(subject, schema(A));
        int again = registry().register(subject, schema(A));

        assertThat(again).isEqualTo(first);
        assertThat(registry().latest(subject).version()).isEqualTo(1);
    }

    @Test
    void countsTheVersionsOfASubject() {
        int first = registry().register(subject, schema(A));
        int second = registry().register(subject, schema(A, OPTIONAL));

        assertThat(second).isNotEqualTo(first);
        assertThat(registry().latest(subject)).isEqualTo(new RegisteredSchema(second, 2, schema(A, OPTIONAL)));
        assertThat(registry().idOf(subject, schema(A))).isEqualTo(first);
    }

    @Test
    void keepsSubjectsApart() {
        registry().register(subject, schema(A));
        registry().register(subject + "-other", schema(A, OPTIONAL));

        assertThat(registry().latest(subject).schema()).isEqualTo(schema(A));
        assertThatExceptionOfType(SchemaUnknown.class)
                .isThrownBy(() -> registry().idOf(subject, schema(A, OPTIONAL)))
                .withMessageContaining(subject);
    }

    @Test
    void takesSubjectsWithAnyCharacters() {
        String strange = subject + " ü%2F?#";
        int id = registry().register(strange, schema(A));

        assertThat(registry().latest(strange).id()).isEqualTo(id);
    }

    @Test
    void knowsWhatItDoesNotHave() {
        assertThatExceptionOfType(SchemaUnknown.class)
                .isThrownBy(() -> registry().schema(2_000_000_000))
                .withMessageContaining("2000000000");
        assertThatExceptionOfType(SchemaUnknown.class)
                .isThrownBy(() -> registry().latest(subject))
                .withMessageContaining(subject);
        assertThatExceptionOfType(SchemaUnknown.class)
                .isThrownBy(() -> registry().idOf(subject, schema(A)));
    }

    @Test
    void refusesWhatBreaksReadersOrWriters() {
        registry().register(subject, schema(A));
        registry().demandFullCompatibility(subject);

        assertThatExceptionOfType(SchemaRefused.class)
                .as("older records lack the field")
                .isThrownBy(() -> registry().register(subject, schema(A, REQUIRED)))
                .withMessageContaining(subject)
                .satisfies(refused -> assertThat(refused.subject()).isEqualTo(subject));
        assertThatExceptionOfType(SchemaRefused.class)
                .as("older readers lack the field")
                .isThrownBy(() -> registry().register(subject, schema(OPTIONAL)));
        assertThat(registry().latest(subject).schema()).isEqualTo(schema(A));
    }

    @Test
    void takesWhatBreaksNeither() {
        registry().register(subject, schema(A));
        registry().demandFullCompatibility(subject);

        registry().register(subject, schema(A, OPTIONAL));

        assertThat(registry().latest(subject).version()).isEqualTo(2);
    }

    @Test
    void givesOneIdToThreadsThatRegisterAtOnce() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ids = IntStream.range(0, 16)
                    .mapToObj(i -> threads.submit(() -> registry().register(subject, schema(A))))
                    .toList();
            Set<Integer> distinct = new HashSet<>();
            for (var id : ids) {
                distinct.add(id.get());
            }
            assertThat(distinct).hasSize(1);
        }
    }

    private Schema schema(String... fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"" + unique
                        + "\",\"namespace\":\"test\",\"doc\":\"d\",\"fields\":[" + String.join(",", fields) + "]}");
    }
}
