package io.mooring.local;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;

/** A person at the console, who reads words and presses buttons. */
final class ConsoleVisit {

    private static final String PLAN = "Demonstration shop";

    private final Page page;
    private final String address;

    ConsoleVisit(Page page, String address) {
        this.page = page;
        this.address = address;
        page.navigate(address);
    }

    Page page() {
        return page;
    }

    void signIn(String password) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.getByLabel("User name").fill("admin");
        page.getByLabel("Password").fill(password);
        button("Sign in").click();
        plan().waitFor();
    }

    void startBackup() {
        plan().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Back up now"))
                .click();
        page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Back up " + PLAN + " now?"))
                .waitFor();
        button("Start backup").click();
    }

    Locator progress() {
        return plan().getByRole(AriaRole.PROGRESSBAR);
    }

    /** Waits until the plan is judged so. */
    void awaitVerdict(String words) {
        plan().getByText(words).first().waitFor();
    }

    Locator plan() {
        return page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName(PLAN));
    }

    /** Opens the newest run's page; its id. */
    String openNewestRun() {
        plan().locator("a[href^='/runs/']").first().click();
        page.waitForURL(Pattern.compile(".*/runs/.+"));
        return page.url().substring(page.url().lastIndexOf('/') + 1);
    }

    /** From the plan's page or from a run's: takes a backup and waits until it is whole; its id. */
    String backUpToTheEnd() {
        goHome();
        startBackup();
        page.getByText("Backup of " + PLAN + " completed.").waitFor();
        awaitVerdict("last good backup just now");
        return openNewestRun();
    }

    void cancelRun() {
        button("Cancel run").click();
        page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Cancel this run?"))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel run"))
                .click();
    }

    /** What the page of a run says on each copy. */
    List<String> copies() {
        Locator copies = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Copies"));
        copies.waitFor();
        return copies.getByRole(AriaRole.LISTITEM).allInnerTexts();
    }

    /** The same person, signed in already. */
    ConsoleVisit inAnotherTab() {
        return new ConsoleVisit(page.context().newPage(), address);
    }

    void awaitLive() {
        page.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();
    }

    void signOut() {
        button(Pattern.compile("Account of .*")).click();
        button("Sign out").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in"))
                .waitFor();
    }

    void goHome() {
        page.navigate(address);
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private Locator button(Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }
}
