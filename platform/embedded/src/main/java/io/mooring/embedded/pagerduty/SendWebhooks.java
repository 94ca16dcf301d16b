package io.mooring.embedded.pagerduty;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Brings events to subscribers, one after the other, and again where PagerDuty would: after no answer, a 5xx or a 429. PagerDuty
 * does so for 48 hours, this for a minute.
 */
final class SendWebhooks implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 60;

    private final List<PagerDutyWebhook> subscribers = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService line = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("pagerduty-webhooks").factory());
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    void subscribe(PagerDutyWebhook webhook) {
        subscribers.add(webhook);
    }

    void send(byte[] event) {
        subscribers.forEach(subscriber -> line.execute(() -> bring(subscriber, event)));
    }

    private void bring(PagerDutyWebhook subscriber, byte[] event) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS && !taken(subscriber, event); attempt++) {
                if (closed.await(1, TimeUnit.SECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is an end of it: a 4xx is one, too. */
    private boolean taken(PagerDutyWebhook subscriber, byte[] event) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(subscriber.uri())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-PagerDuty-Signature", signatures(subscriber.secrets(), event))
                .header("User-Agent", "PagerDuty-Webhook/V3.0")
                .POST(BodyPublishers.ofByteArray(event))
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return status < 500 && status != 429;
        } catch (IOException noAnswer) {
            return false;
        }
    }

    private static String signatures(List<String> secrets, byte[] event) {
        return secrets.stream().map(secret -> "v1=" + hmac(secret, event)).collect(Collectors.joining(","));
    }

    private static String hmac(String secret, byte[] event) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(event));
        } catch (GeneralSecurityException every) {
            throw new IllegalStateException("Every Java has HmacSHA256", every);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        line.shutdownNow();
        http.shutdownNow();
    }
}
