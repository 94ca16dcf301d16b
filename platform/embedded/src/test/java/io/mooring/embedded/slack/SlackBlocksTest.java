package io.mooring.embedded.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Slack's documentation of Block Kit and of metadata allows, up to its limits, and what is just beyond. */
class SlackBlocksTest {

    @ParameterizedTest
    @MethodSource("fitting")
    void takesWhatIsWithinTheLimits(String blocks) {
        assertThat(SlackBlocks.fault("", blocks)).isEmpty();
    }

    static Stream<String> fitting() {
        return Stream.of(
                header("plain_text", 150),
                section(3_000),
                fields(10, 1_000),
                fields(1, 2_000),
                actions(button("\"action_id\":\"%s\",\"value\":\"%s\"".formatted("a".repeat(255), "v".repeat(2_000)))),
                actions(button("\"action_id\":\"a\""), button("\"action_id\":\"b\""), button(""), button("")),
                actions(button("\"url\":\"https://example.org/%s\"".formatted("u".repeat(2_980)))),
                actions(button("\"url\":\"slack://channel?team=T1&id=C1\"")),
                list("{\"type\":\"divider\"}", 50));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsBeyondThem(String blocks) {
        assertThat(SlackBlocks.fault("", blocks)).contains("invalid_blocks");
    }

    static Stream<String> refused() {
        return Stream.of(
                header("plain_text", 151),
                header("plain_text", 0),
                header("mrkdwn", 10),
                "[{\"type\":\"header\",\"text\":{\"text\":\"without a type\"}}]",
                section(3_001),
                "[{\"type\":\"section\",\"text\":{\"type\":\"markdown\",\"text\":\"of no such type\"}}]",
                "[{\"type\":\"section\"}]",
                fields(11, 10),
                fields(1, 2_001),
                actions(button("\"action_id\":\"%s\"".formatted("a".repeat(256)))),
                actions(button("\"value\":\"%s\"".formatted("v".repeat(2_001)))),
                actions(button("\"action_id\":\"same\""), button("\"action_id\":\"same\"")),
                actions(button("\"url\":\"https://example.org/%s\"".formatted("u".repeat(2_981)))),
                actions(button("\"url\":\"/alerts/1\"")),
                actions(button("\"url\":\"\"")),
                actions("{\"type\":\"button\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"Act\"}}"),
                actions("{\"text\":{\"type\":\"plain_text\",\"text\":\"Act\"}}"),
                list("{\"type\":\"divider\"}", 51),
                "[{\"type\":\"no such block\"}]");
    }

    @Test
    void saysWhenItIsNoListOfBlocksOrTooMuchAltogether() {
        assertThat(SlackBlocks.fault("", "{\"type\":\"divider\"}")).contains("invalid_blocks_format");
        assertThat(SlackBlocks.fault(
                        "", list("{\"type\":\"section\",\"text\":%s}".formatted(text("mrkdwn", 3_000)), 5)))
                .contains("msg_blocks_too_long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any string",
                "[]",
                "{}",
                "\"quoted\"",
                "{\"event_type\":\"t\"}",
                "{\"event_payload\":{\"id\":\"7\"}}",
                "{\"event_type\":7,\"event_payload\":{}}",
                "{\"event_type\":\"t\",\"event_payload\":\"7\"}"
            })
    void metadataIsAnEventWithATypeAndAPayload(String metadata) {
        assertThat(SlackMetadata.fault(metadata)).contains("invalid_metadata_format");
        assertThat(SlackMetadata.fault("{\"event_type\":\"t\",\"event_payload\":{\"id\":\"7\"}}"))
                .isEmpty();
        assertThat(SlackMetadata.fault("")).isEmpty();
    }

    private static String header(String type, int length) {
        return "[{\"type\":\"header\",\"text\":%s}]".formatted(text(type, length));
    }

    private static String section(int length) {
        return "[{\"type\":\"section\",\"text\":%s}]".formatted(text("mrkdwn", length));
    }

    private static String fields(int count, int length) {
        return "[{\"type\":\"section\",\"fields\":%s}]".formatted(list(text("mrkdwn", length), count));
    }

    private static String actions(String... buttons) {
        return "[{\"type\":\"actions\",\"elements\":[%s]}]".formatted(String.join(",", buttons));
    }

    private static String button(String more) {
        return "{\"type\":\"button\",\"text\":{\"type\":\"plain_text\",\"text\":\"Act\"}%s}"
                .formatted(more.isEmpty() ? "" : "," + more);
    }

    private static String text(String type, int length) {
        return "{\"type\":\"%s\",\"text\":\"%s\"}".formatted(type, "t".repeat(length));
    }

    private static String list(String element, int count) {
        return IntStream.range(0, count).mapToObj(number -> element).collect(Collectors.joining(",", "[", "]"));
    }
}
