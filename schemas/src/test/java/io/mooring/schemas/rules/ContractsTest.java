package io.mooring.schemas.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.schemas.Repository;
import io.mooring.schemas.SchemaText;
import io.mooring.schemas.TopicCatalogue;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractsTest {

    static Collection<Schema> types() {
        return SourceFiles.types().values();
    }

    static List<Path> files() {
        return SourceFiles.files();
    }

    @ParameterizedTest
    @MethodSource("types")
    void keepToTheRules(Schema type) {
        assertThat(SchemaRules.violations(type)).isEmpty();
    }

    /** A type defined inside another could be defined twice, differently. */
    @ParameterizedTest
    @MethodSource("files")
    void defineOneTypeInTheFileOfItsName(Path file) {
        String name = file.getFileName().toString().replace(".avsc", "");
        String domain = file.getParent().getFileName().toString();

        assertThat(SourceFiles.types()).containsKey("io.mooring.events." + domain + "." + name);
        assertThat(Repository.read(file).split("\"namespace\"", -1)).hasSize(2);
        assertThat(SourceFiles.types()).hasSameSizeAs(SourceFiles.files());
    }

    /** An event is a record that no other record holds; whoever writes a new one puts it into the catalogue. */
    @Test
    void areAllReachableFromTheCatalogue() {
        String published = Repository.events().stream().map(SchemaText::of).collect(Collectors.joining());

        assertThat(types()).allSatisfy(type -> assertThat(published)
                .as("%s is in no event of the catalogue", type.getFullName())
                .contains("\"name\":\"" + type.getName() + "\""));
    }

    @Test
    void haveEachEventInExactlyOneTopic() {
        assertThat(Repository.events()).doesNotHaveDuplicates();
        Set<String> events =
                Repository.events().stream().map(Schema::getFullName).collect(Collectors.toSet());

        assertThat(SourceFiles.types().keySet()).containsAll(events);
    }

    /** The folder history/ and people tell events apart by their simple names. */
    @Test
    void haveSimpleNamesOfTheirOwn() {
        assertThat(types()).extracting(Schema::getName).doesNotHaveDuplicates();
    }

    @Test
    void letEveryEventHaveAKey() {
        TopicCatalogue.topics()
                .forEach(topic -> assertThat(topic.schemas()).allSatisfy(event -> assertThat(topic.keyFields())
                        .as("key fields of %s", event.getName())
                        .anySatisfy(field -> assertThat(event.getField(field)).isNotNull())));
    }
}
