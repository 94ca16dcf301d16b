package io.mooring.embedded.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlackPageTest {

    private static final String BUTTONS = """
            [{"type":"actions","elements":[
              {"type":"button","action_id":"act/1","text":{"type":"plain_text","text":"Acknowledge"}},
              {"type":"button","action_id":"see","url":"https://x/?a=1&b=\\"2","text":{"type":"plain_text","text":"Open"}},
              {"type":"button","action_id":"bad","url":"javascript:alert(1)","text":{"type":"plain_text","text":"No"}}]}]
            """;

    private final SlackPage page = new SlackPage();

    @Test
    void showsTheWordsOfEveryBlockButTheHeader() {
        String html = show(post("1.0", "", "Backup failed", """
                [{"type":"header","text":{"type":"plain_text","text":"Backup failed"}},
                 {"type":"section","text":{"type":"mrkdwn","text":"The disk is full"}},
                 {"type":"section","fields":[{"type":"mrkdwn","text":"*Run*\\n42"}]}]
                """));
        assertThat(html).contains("<h2>Backup failed</h2>", "<p>The disk is full</p>", "Run\n42");
    }

    @Test
    void showsMarkupAsTextAndAnEscapedSignOnce() {
        String html = show(post("1.0", "", "&lt;b&gt; &amp; <script>alert(1)</script>", "[]"));
        assertThat(html).contains("&lt;b&gt; &amp; &lt;script&gt;").doesNotContain("<script>");
    }

    @Test
    void showsRepliesBelowWhatTheyReplyTo() {
        String html = show(post("1.0", "", "The head", ""), post("2.0", "1.0", "The reply", ""));
        assertThat(html).containsOnlyOnce("<article>").containsOnlyOnce("<li>The reply");
    }

    @Test
    void showsAReplyWhoseHeadIsDeletedOnItsOwn() {
        assertThat(show(post("2.0", "1.0", "Left alone", ""))).contains("<h2>Left alone</h2>");
    }

    @Test
    void aButtonIsAFormAndALinkAnAddressOfTheWeb() {
        String html = page.of(List.of(post("1.0", "", "x", BUTTONS)), List.of(), true);
        assertThat(html)
                .contains("name=\"action\" value=\"act/1\"", "href=\"https://x/?a=1&amp;b=&quot;2\"")
                .doesNotContain("javascript:", "disabled");
        assertThat(show(post("1.0", "", "x", BUTTONS))).as("without an app").contains("disabled");
    }

    @Test
    void saysWhenNothingWasPosted() {
        assertThat(show()).contains("Nothing has been posted yet.");
    }

    private String show(SlackPost... posts) {
        return page.of(List.of(posts), List.of(), false);
    }

    private static SlackPost post(String ts, String thread, String text, String blocks) {
        return new SlackPost("C1", ts, thread, false, text, "", blocks, Instant.EPOCH, 0, true);
    }
}
