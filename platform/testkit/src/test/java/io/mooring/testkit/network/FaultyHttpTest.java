package io.mooring.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyHttpTest {

    private static final byte[] CONTENT = new byte[300_000];

    private final List<byte[]> arrived = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private FaultyHttp proxy;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        Arrays.fill(CONTENT, (byte) 'a');
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::echo);
        server.start();
        proxy = FaultyHttp.to(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        proxy.close();
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/whole", "/chunked"})
    void passesByteForByteBothWays(String path) throws Exception {
        assertThat(send(path).body()).isEqualTo(CONTENT);
        assertThat(send(path).body()).isEqualTo(CONTENT);
        assertThat(arrived).containsExactly(CONTENT, CONTENT);
        assertThat(proxy.seen()).extracting(SeenRequest::toString).containsExactly("PUT " + path, "PUT " + path);
        assertThat(proxy.seen().getFirst().header("X-Told")).contains("so");
    }

    @Test
    void answersTheChosenRequestsOnlyAndAsOftenAsAsked() throws Exception {
        proxy.trouble(request -> request.hasQuery("bad"), 2, 2, new HttpTrouble.Answer(503, "slow", "Retry-After: 1"));

        assertThat(send("/?good").statusCode()).isEqualTo(200);
        assertThat(send("/?bad=1").statusCode()).isEqualTo(200);
        assertThat(send("/?bad=2").headers().firstValue("Retry-After")).contains("1");
        assertThat(send("/?bad=3").body()).asString().isEqualTo("slow");
        assertThat(send("/?bad=4").statusCode()).isEqualTo(200);
        assertThat(arrived).hasSize(3);
    }

    @Test
    void cutsInTheMiddleOfARequest() {
        always(new HttpTrouble.CutRequest(0.5));

        assertThatThrownBy(() -> send("/")).isInstanceOf(IOException.class);
        assertThat(arrived).isEmpty();
    }

    @Test
    void losesAnAnswerToWhatWasDone() {
        always(new HttpTrouble.LoseAnswer());

        assertThatThrownBy(() -> send("/")).isInstanceOf(IOException.class);
        assertThat(arrived).containsExactly(CONTENT);
    }

    @Test
    void cutsInTheMiddleOfAnAnswer() {
        always(new HttpTrouble.CutAnswer(0.5));

        assertThatThrownBy(() -> send("/")).isInstanceOf(IOException.class);
        assertThat(arrived).containsExactly(CONTENT);
    }

    @Test
    void flipsOneBitOfARequest() throws Exception {
        always(new HttpTrouble.FlipRequest(0.5));

        send("/");
        assertThat(arrived.getFirst()).hasSameSizeAs(CONTENT);
        assertThat(Arrays.mismatch(arrived.getFirst(), CONTENT)).isEqualTo(CONTENT.length / 2);
    }

    @Test
    void flipsOneBitOfAnAnswer() throws Exception {
        always(new HttpTrouble.FlipAnswer(1));

        assertThat(Arrays.mismatch(send("/").body(), CONTENT)).isEqualTo(CONTENT.length - 1);
        assertThat(arrived).containsExactly(CONTENT);
    }

    @Test
    void answersLate() throws Exception {
        always(new HttpTrouble.Late(Duration.ofMillis(300)));
        long start = System.nanoTime();

        send("/");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void fallsSilent() {
        always(new HttpTrouble.Silence());

        assertThatThrownBy(() -> send("/")).isInstanceOf(HttpTimeoutException.class);
        assertThat(arrived).isEmpty();
    }

    @Test
    void leavesInPeace() throws Exception {
        always(new HttpTrouble.Silence());
        proxy.peace();

        assertThat(send("/").statusCode()).isEqualTo(200);
    }

    private void always(HttpTrouble trouble) {
        proxy.trouble(request -> true, 1, Integer.MAX_VALUE, trouble);
    }

    private HttpResponse<byte[]> send(String target) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxy.uri() + target))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(2))
                .header("X-Told", "so")
                .expectContinue(true)
                .PUT(BodyPublishers.ofByteArray(CONTENT))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    private void echo(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            arrived.add(body);
            boolean chunked = exchange.getRequestURI().getPath().equals("/chunked");
            exchange.sendResponseHeaders(200, chunked ? 0 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
