package io.mooring.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.platform.web.LocalTokens;
import io.mooring.platform.web.ServiceTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import reactor.core.publisher.Flux;

@ServiceTest
class ErrorsAreProblemsTest {

    @LocalServerPort
    int port;

    @Autowired
    LocalTokens tokens;

    WebTestClient client;

    @BeforeEach
    void callsAsOperator() {
        client = WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .defaultHeaders(headers -> headers.setBearerAuth(tokens.withRoles("operator")))
                .build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/nowhere          | 404 | not-found
            /api/v1/numbers/seven    | 400 | invalid-request
            /api/v1/numbers/2?factor=4 | 400 | invalid-request
            /api/v1/required         | 400 | invalid-request
            /api/v1/broken           | 500 | internal-error
            /api/v1/refused          | 503 | dependency-unavailable
            /api/v1/teapot           | 400 | bad-request
            /api/v1/approvals        | 403 | forbidden
            /api/v1/items?limit=0    | 400 | invalid-request
            /api/v1/items?limit=201  | 400 | invalid-request
            /api/v1/items?limit=many | 400 | invalid-request
            /api/v1/items?cursor=abc | 400 | invalid-cursor
            """)
    void everyFailureOfAReadHasItsCode(String path, int status, String code) {
        BodyContentSpec body = client.get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody();
        body.jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.type")
                .isEqualTo("urn:mooring:problem:" + code)
                .jsonPath("$.detail")
                .isNotEmpty()
                .jsonPath("$.traceId")
                .value(String.class, trace -> assertThat(trace).matches("[0-9a-f]{32}"))
                .jsonPath("$.trace")
                .doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":                                      | 400 | malformed-json  | ''
            {"name":"a","count":"many"}                   | 400 | invalid-request | count
            {"name":"a","count":1,"colour":"GREEN"}       | 400 | invalid-request | colour
            {"name":"a","count":1,"color":"RED"}          | 400 | invalid-request | color
            {"name":"a","count":1,"schedule":{"corn":"x"}} | 400 | invalid-request | schedule.corn
            {"name":"","count":10}                        | 400 | invalid-request | count
            {"name":"a","count":1,"schedule":{"cron":""}} | 400 | invalid-request | schedule.cron
            {"name":"a","count":1,"schedule":{"cron":"x","window":"long"}} | 400 | invalid-request | schedule.window
            {"name":"a","count":1,"schedule":{"cron":"x","from":"+999999999-01-01T00:00:00Z"}} | 400 | invalid-request | schedule.from
            {"name":"a","count":1,"schedule":{"cron":"x","from":99999999999999999}} | 400 | invalid-request | schedule.from
            {"name":"a","count":1,"schedule":{"cron":"x","from":"1969-12-31T23:59:59Z"}} | 400 | invalid-request | schedule.from
            {"name":"forbidden name","count":1}           | 400 | invalid-request | ''
            [1,2]                                         | 400 | invalid-request | ''
            """)
    void everyFaultOfABodyNamesItsField(String body, int status, String code, String field) {
        String answer = post(body)
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(answer).contains("\"code\":\"" + code + "\"");
        if (!field.isEmpty()) {
            assertThat(answer).contains("\"field\":\"" + field + "\"");
        }
    }

    @Test
    void whoMisspellsAFieldReadsWhichThereAre() {
        post("{\"name\":\"a\",\"count\":1,\"color\":\"RED\"}")
                .expectBody()
                .jsonPath("$.errors[0].message")
                .isEqualTo("is not a known field; there are colour, count, name, schedule");
    }

    @Test
    void aTimeOfDayThatIsNoneIsToldInWords() {
        post("{\"name\":\"a\",\"count\":1,\"schedule\":{\"cron\":\"x\",\"at\":\"25:00\"}}")
                .expectBody()
                .jsonPath("$.errors[0].message")
                .isEqualTo("is not a time of day such as 02:00");
    }

    @Test
    void allFaultsOfABodyComeAtOnce() {
        post("{\"name\":\"\",\"count\":10}")
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(2);
    }

    @Test
    void anUnexpectedErrorKeepsItsWordsToItself() {
        String answer = client.get()
                .uri("/api/v1/broken")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(answer).doesNotContain("hunter2", "IllegalStateException", "at io.mooring");
    }

    @Test
    void aMethodThatIsNotPossibleNamesThoseThatAre() {
        client.delete()
                .uri("/api/v1/items")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .valueEquals("Allow", "GET")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("method-not-allowed");
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        client.post()
                .uri("/api/v1/orders")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("name=a")
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            application/xml                   | , not application/xml.
            multipart/form-data               | , not multipart/form-data.
            application/x-www-form-urlencoded | , not as a form.
            application/octet-stream          | ; Content-Type is missing or says application/octet-stream.
            none                              | ; Content-Type is missing or says application/octet-stream.
            application/json;charset=nope     | ; Content-Type cannot be read.
            json                              | ; Content-Type cannot be read.
            """)
    void whoSendsAnotherTypeReadsWhichIsTaken(@Nullable String type, String words) throws Exception {
        HttpRequest.Builder order = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/orders"))
                .header("Authorization", "Bearer " + tokens.withRoles("operator"))
                .POST(BodyPublishers.ofString("{\"name\":\"a\",\"count\":1}"));
        if (type != null) {
            order.header("Content-Type", type);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(order.build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(415);
            assertThat(answer.body()).contains("\"code\":\"unsupported-media-type\"");
            assertThat(answer.body())
                    .containsPattern("\"detail\":\"Send the body as application/json[^\"]*" + Pattern.quote(words));
        }
    }

    @Test
    void nothingIsAnsweredAsXml() {
        client.get()
                .uri("/api/v1/items")
                .accept(MediaType.APPLICATION_XML)
                .exchange()
                .expectStatus()
                .isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/required?word=a%00", "/api/v1/required?w%00rd=a", "/api/v1/open/a%00b"})
    void anAddressWithACharacterThatNoTextCanHoldIsRefused(String address) {
        client.get()
                .uri(URI.create("http://localhost:" + port + address))
                .exchange()
                .expectStatus()
                .isEqualTo(400)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid-request")
                .jsonPath("$.detail")
                .isEqualTo("The address contains %00, a character that no text here can hold. Leave it out.");
    }

    @Test
    void aPercentSignBeforeTwoNoughtsIsNoSuchCharacter() {
        client.get()
                .uri(URI.create("http://localhost:" + port + "/api/v1/required?word=a%2500"))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo("a%00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2B999999999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "tomorrow"})
    void aTimeThatNoRowCanHoldIsRefused(String at) {
        client.get()
                .uri(URI.create("http://localhost:" + port + "/api/v1/moments?at=" + at))
                .exchange()
                .expectStatus()
                .isEqualTo(400)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("at")
                .jsonPath("$.errors[0].message")
                .isEqualTo("is not an ISO-8601 time of the years 1970 to 9999, such as 2026-01-31T02:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T02:00:00Z, 2026-01-31T02:00:00Z", "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z", "'', null"})
    void anyOtherTimeIsTaken(String at, String taken) {
        client.get()
                .uri("/api/v1/moments?at=" + at)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .isEqualTo(taken);
    }

    @Test
    void anAnswerNobodyAcceptsIsNotSent() {
        client.get()
                .uri("/api/v1/items")
                .accept(MediaType.APPLICATION_PDF)
                .exchange()
                .expectStatus()
                .isEqualTo(406)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not-acceptable");
    }

    @Test
    void aBodyOverTheLimitIsRefusedWhetherItSaysItsLengthOrNot() {
        String large = "{\"name\":\"" + "a".repeat(1_100_000) + "\"}";

        post(large)
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("body-too-large");
        client.post()
                .uri("/api/v1/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Flux.just(large.substring(0, 900_000), large.substring(900_000)), String.class)
                .exchange()
                .expectStatus()
                .isEqualTo(413);
    }

    @Test
    void aBodyNestedTooDeepIsRefused() {
        post("[".repeat(60) + "]".repeat(60)).expectStatus().isEqualTo(400);
    }

    private WebTestClient.ResponseSpec post(String body) {
        return client.post()
                .uri("/api/v1/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }
}
