package io.mooring.embedded.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SlackPageTest {

    private final SlackPage page = new SlackPage(JsonMapper.builder().build());

    @Test
    void showsTheWordsOfEveryBlockButTheHeader() {
        String html = page.of(List.of(post("Backup failed", """
                [{"type":"header","text":{"type":"plain_text","text":"Backup failed"}},
                 {"type":"section","text":{"type":"mrkdwn","text":"The disk is full"}},
                 {"type":"section","fields":[{"type":"mrkdwn","text":"*Run*\\n42"}]}]
                """)));
        assertThat(html).contains("<h2>Backup failed</h2>", "<p>The disk is full</p>", "Run\n42");
    }

    @Test
    void showsMarkupAsTextAndAnEscapedSignOnce() {
        String html = page.of(List.of(post("&lt;b&gt; &amp; <script>alert(1)</script>", "[]")));
        assertThat(html).contains("&lt;b&gt; &amp; &lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void saysWhenNothingWasPosted() {
        assertThat(page.of(List.of())).contains("Nothing has been posted yet.");
    }

    private static SlackPost post(String text, String blocks) {
        return new SlackPost("C1", "1.0", text, "", blocks, Instant.EPOCH);
    }
}
