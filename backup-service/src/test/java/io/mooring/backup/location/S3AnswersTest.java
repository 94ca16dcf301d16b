package io.mooring.backup.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mooring.backup.key.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store in trouble answers, one request at a time. */
class S3AnswersTest {

    private final List<Integer> toPut = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final AtomicInteger puts = new AtomicInteger();
    private volatile boolean keepsFirst;
    private volatile String mark = "";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aBusyStoreIsAskedAgain() throws Exception {
        toPut.addAll(List.of(503, 500, 200));

        write(true);
        assertThat(puts).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource({"500, UNREACHABLE", "503, UNREACHABLE", "507, FULL", "403, READ_ONLY", "412, EXISTS", "400, FAILED"})
    void saysWhatIsWrong(int status, LocationFault fault) {
        toPut.addAll(List.of(status, status, status, status));

        assertThatThrownBy(() -> write(true))
                .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                .extracting(LocationFailure::fault)
                .isEqualTo(fault);
    }

    @Test
    void anObjectWhoseAnswerWasLostIsKnownAsOurs() throws Exception {
        keepsFirst = true;
        toPut.addAll(List.of(503, 412));

        write(true);
        assertThat(puts).hasValue(2);
    }

    @Test
    void sendsNoChecksumToAStoreThatRefusesThem() throws Exception {
        toPut.add(200);
        write(false);
        assertThat(headers).noneMatch(name -> name.contains("checksum") || name.contains("trailer"));

        headers.clear();
        toPut.add(200);
        write(true);
        assertThat(headers).anyMatch(name -> name.contains("checksum") || name.contains("trailer"));
    }

    private void write(boolean checksums) throws Exception {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (S3Location location = new S3Location(new S3Settings(
                        "stub",
                        "bucket",
                        "",
                        endpoint,
                        "eu-central-1",
                        true,
                        new S3Settings.Credentials("id", Secret.of("secret")),
                        checksums,
                        5 * 1024 * 1024,
                        1,
                        Duration.ofSeconds(5)));
                ObjectSink sink = location.create("plan/run/data.bin")) {
            sink.write(new byte[100], 0, 100);
            sink.commit();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        int status = 404;
        if (exchange.getRequestMethod().equals("PUT")) {
            exchange.getRequestHeaders().keySet().forEach(name -> headers.add(name.toLowerCase(java.util.Locale.ROOT)));
            puts.incrementAndGet();
            mark = exchange.getRequestHeaders().getFirst("x-amz-meta-mooring-writer");
            status = toPut.removeFirst();
        } else if (exchange.getRequestURI().getPath().matches("/bucket/?")) {
            status = 200;
        } else if (keepsFirst && puts.get() > 0) {
            exchange.getResponseHeaders().add("x-amz-meta-mooring-writer", mark);
            status = 200;
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
