package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** A person who reads the channel in the stand-in for Slack. */
final class SlackVisit {

    private final Page page;

    SlackVisit(Page page, String address) {
        this.page = page;
        page.navigate(address);
    }

    /** Waits for the message on a run; the page reloads itself until it is there. */
    String messageOn(String runId) {
        Locator message = messagesOn(runId);
        message.first().waitFor();
        return message.first().innerText();
    }

    /** A message that came later than any second one on the first run would have. */
    void toldOnceOn(String runId, String laterRunId) {
        messageOn(laterRunId);
        assertThat(messagesOn(runId).count()).as("messages on run " + runId).isEqualTo(1);
    }

    private Locator messagesOn(String runId) {
        return page.getByRole(AriaRole.ARTICLE).filter(new Locator.FilterOptions().setHasText(runId));
    }
}
