package io.mooring.schemas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.schemas.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The committed documentation is what the contracts say. */
class DocumentationTest {

    private static final String COMMAND = Repository.commandToWrite(DocumentationTest.class);
    private static final Pattern LINK = Pattern.compile("]\\(#([^)]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private final String page = new EventsPage(COMMAND).text();
    private final AsyncApi asyncApi = new AsyncApi(COMMAND);

    @Test
    void pageIsCommitted() {
        compare(Repository.DOCS.resolve("events.md"), page);
    }

    @Test
    void asyncApiIsCommitted() {
        compare(Repository.DOCS.resolve("asyncapi.yaml"), asyncApi.text());
    }

    @Test
    void pageHasAHeadingForEveryLink() {
        List<String> anchors = HEADING.matcher(page)
                .results()
                .map(heading -> heading.group(1).toLowerCase().replace(".", "").replace(" ", "-"))
                .toList();

        assertThat(anchors).doesNotHaveDuplicates();
        assertThat(LINK.matcher(page).results().map(link -> link.group(1)).collect(Collectors.toSet()))
                .isNotEmpty()
                .isSubsetOf(anchors);
    }

    @Test
    void pageHasNoBrokenRows() {
        assertThat(page.lines().filter(line -> line.startsWith("| `")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.split("\\|", -1)).hasSize(5));
    }

    @Test
    void asyncApiHasATargetForEveryReference() {
        List<String> references = new ArrayList<>();
        collectReferences(asyncApi.document(), references);

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(target(reference))
                .as(reference)
                .isNotNull());
    }

    private static void compare(Path file, String expected) {
        if (Repository.WRITING) {
            Repository.write(file, expected);
        }
        assertThat(file).as("Write it anew: %s", COMMAND).exists();
        assertThat(Repository.read(file))
                .as("%s is not what the contracts say. Write it anew: %s", file, COMMAND)
                .isEqualTo(expected);
    }

    private @Nullable Object target(String reference) {
        @Nullable Object node = asyncApi.document();
        for (Matcher step = Pattern.compile("[^#/]+").matcher(reference); step.find(); ) {
            node = node instanceof Map<?, ?> map ? map.get(step.group()) : null;
        }
        return node;
    }

    private static void collectReferences(Object node, List<String> found) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("$ref")) {
                    found.add((String) value);
                }
                collectReferences(value, found);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collectReferences(item, found));
        }
    }
}
