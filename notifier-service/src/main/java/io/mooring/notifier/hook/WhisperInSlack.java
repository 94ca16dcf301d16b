package io.mooring.notifier.hook;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Says something to the one person who pressed a button, at the address Slack gave for it. A signed body is no reason to call any address. */
final class WhisperInSlack {

    private static final Logger log = LoggerFactory.getLogger(WhisperInSlack.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final URI SLACK = URI.create("https://hooks.slack.com/");

    private final WebClient http;
    private final URI api;

    /** @param api where Slack's Web API is: a stand-in gives addresses of its own host */
    WhisperInSlack(WebClient http, URI api) {
        this.http = http;
        this.api = api;
    }

    /** Never fails: whoever is not answered sees the message unchanged. */
    Mono<Void> to(@Nullable URI answerTo, String words) {
        if (answerTo == null || !mayCall(answerTo)) {
            return Mono.empty();
        }
        Map<String, Object> body = Map.of("response_type", "ephemeral", "replace_original", false, "text", words);
        return http.post()
                .uri(answerTo)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .retrieve()
                .toBodilessEntity()
                .timeout(PATIENCE)
                .doOnError(failure -> log.info(
                        "Slack did not take an answer to a pressed button: {}",
                        failure.getClass().getSimpleName()))
                .onErrorComplete()
                .then();
    }

    boolean mayCall(URI answerTo) {
        return isSameOrigin(answerTo, SLACK) || isSameOrigin(answerTo, api);
    }

    private static boolean isSameOrigin(URI one, URI other) {
        return one.getUserInfo() == null
                && one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getPort() == other.getPort();
    }
}
