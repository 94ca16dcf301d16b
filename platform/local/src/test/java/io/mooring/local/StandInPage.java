package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a stand-in shows, read as its page's source: one article for each thing that came, newest first. */
final class StandInPage {

    private static final Pattern ARTICLE = Pattern.compile("<article>.*?</article>", Pattern.DOTALL);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI uri;

    StandInPage(URI uri) {
        this.uri = uri;
    }

    List<String> articles() {
        String page = send(HttpRequest.newBuilder(uri).build()).body();
        return ARTICLE.matcher(page).results().map(found -> found.group()).toList();
    }

    /** Waits for an article with all these words. */
    String awaitArticle(String... words) {
        return await(String.join(", ", words))
                .atMost(PATIENCE)
                .until(
                        () -> articles().stream()
                                .filter(article -> List.of(words).stream().allMatch(article::contains))
                                .findFirst()
                                .orElse(""),
                        article -> !article.isEmpty());
    }

    /** Presses a button of an article. */
    void press(String article, String button) {
        Matcher action = Pattern.compile("action=\"([^\"]+/" + button + ")\"").matcher(article);
        assertThat(action.find()).as(article).isTrue();
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(action.group(1)))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(send(request).statusCode()).isEqualTo(303);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
