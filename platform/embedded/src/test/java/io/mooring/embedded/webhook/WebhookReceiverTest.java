package io.mooring.embedded.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {

    @Test
    void tellsGenuineRequestsFromOthersAndShowsBoth() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start(0, "secret")) {
            post(receiver.hookUrl(), "t=1,v1=" + hmac("1.{}"), "{}");
            post(receiver.hookUrl(), "t=2,v1=" + hmac("1.{}"), "{}");
            post(receiver.hookUrl(), "", "<script>alert(1)</script>");
            assertThat(receiver.received()).extracting(ReceivedWebhook::genuine).containsExactly(true, false, false);
            assertThat(page(receiver.pageUrl()))
                    .contains("signature holds", "SIGNATURE DOES NOT HOLD", "&lt;script&gt;")
                    .doesNotContain("<script>");
        }
    }

    private static void post(URI uri, String signature, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
        if (!signature.isEmpty()) {
            request.header("Mooring-Signature", signature);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(request.build(), BodyHandlers.discarding());
        }
    }

    private static String page(URI uri) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    private static String hmac(String signed) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
