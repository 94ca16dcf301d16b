package io.mooring.local;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The browser that the operating system has, without a window. Each page has a profile of its own. */
final class Chromium implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final double PATIENCE_MILLISECONDS = 120_000;

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        Path program = program(System.getenv());
        // It would fetch browsers of its own otherwise.
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** Missing is a failure with a way out, never a skip. */
    static Path program(Map<String, String> environment) {
        List<String> places = environment.containsKey("CHROMIUM") ? List.of(environment.get("CHROMIUM")) : PLACES;
        return places.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("The test of the whole system needs Chromium; there is none at "
                                + String.join(", ", places)
                                + ". Install it (Debian: apt-get install chromium) or set CHROMIUM to its path."));
    }

    Page page() {
        Page page = browser.newContext(
                        new Browser.NewContextOptions().setLocale("en-GB").setTimezoneId("UTC"))
                .newPage();
        page.setDefaultTimeout(PATIENCE_MILLISECONDS);
        return page;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
