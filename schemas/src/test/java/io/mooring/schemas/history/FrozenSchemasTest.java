package io.mooring.schemas.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.schemas.Repository;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services of different ages share topics, and records outlive versions: what is released stays readable. */
class FrozenSchemasTest {

    static List<Schema> events() {
        return Repository.events();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everySchemaIsFrozenAsItIs(Schema event) {
        if (Repository.WRITING) {
            History.of(event).freeze(event);
        }
        assertThat(History.of(event).endsWith(event))
                .as("""
                        %1$s differs from its newest version in %2$s.
                        A frozen version may be in use and is never edited. Freeze the schema as the next version:
                            %3$s
                        and add golden bytes for it. Undo the change in src/main/avro if it was not meant.""", event.getName(), History.of(event).folder(), Repository.commandToWrite(getClass()))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyVersionReadsEveryOlderOneAndTheNext(Schema event) {
        assertThat(History.of(event).incompatibilities()).isEmpty();
    }

    @Test
    void noReleasedEventDisappears() {
        assertThat(Repository.list(Repository.HISTORY))
                .extracting(folder -> folder.getFileName().toString())
                .as("Events that were released; some topic may still hold records of them")
                .containsExactlyInAnyOrderElementsOf(
                        events().stream().map(Schema::getName).toList());
    }
}
