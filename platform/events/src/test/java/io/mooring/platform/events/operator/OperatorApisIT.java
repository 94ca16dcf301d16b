package io.mooring.platform.events.operator;

import static io.mooring.platform.events.operator.FragileService.GROUP;
import static io.mooring.platform.events.operator.FragileService.LETTERS;
import static io.mooring.platform.events.operator.FragileService.TIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.token.Tokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dead letters and outbox problems as an operator meets them: over HTTP, with tokens, on a real broker and database. */
class OperatorApisIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String OF_GROUP = "?topic=" + LETTERS + "&group=" + GROUP;
    private static final String OPERATOR = Tokens.shared().tokenFor("olga", "operator");

    private static KafkaBroker broker;
    private static FragileService service;

    @BeforeAll
    static void start() throws Exception {
        broker = Kafka.own();
        service = new FragileService(broker);
    }

    @AfterAll
    static void stop() {
        service.close();
        broker.close();
    }

    @Test
    void lettersAreForOperatorsOnly() throws Exception {
        String viewer = Tokens.shared().token("viewer");
        for (String path : List.of("/dead-letters" + OF_GROUP, "/dead-letters/sources", "/outbox-problems")) {
            assertThat(service.get(path, null).statusCode()).as(path).isEqualTo(401);
            HttpResponse<String> refused = service.get(path, viewer);
            assertThat(refused.statusCode()).as(path).isEqualTo(403);
            assertThat(code(refused)).isEqualTo("forbidden");
            assertThat(service.get(path, OPERATOR).statusCode()).as(path).isEqualTo(200);
        }
        for (String path : List.of(
                letter("0-0", "replay"),
                letter("0-0", "drop"),
                "/outbox-problems/1/retry",
                "/outbox-problems/1/drop")) {
            assertThat(service.post(path, null).statusCode()).as(path).isEqualTo(401);
            assertThat(service.post(path, viewer).statusCode()).as(path).isEqualTo(403);
        }
    }

    @Test
    void pagesThroughLettersInTheOrderInWhichTheyWereGivenUp() throws Exception {
        for (String run : List.of("page-1", "page-2", "page-3")) {
            givenUp(run);
        }
        List<String> keys = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = json(service.get("/dead-letters" + OF_GROUP + "&limit=1" + cursor, OPERATOR));
            assertThat(page.get("items").size()).isEqualTo(1);
            keys.add(page.get("items").get(0).get("key").asString());
            cursor = page.get("nextCursor").isNull()
                    ? null
                    : "&cursor=" + page.get("nextCursor").asString();
        }
        assertThat(keys).containsSubsequence("page-1", "page-2", "page-3").doesNotHaveDuplicates();

        JsonNode letter = find("page-1");
        assertThat(letter.get("topic").asString()).isEqualTo(LETTERS);
        assertThat(letter.get("eventType").asString()).isEqualTo("io.mooring.events.backup.BackupStarted");
        assertThat(letter.get("failure").asString()).isEqualTo("page-1 is refused");
        assertThat(letter.get("state").asString()).isEqualTo("waiting");
        JsonNode source = json(service.get("/dead-letters/sources", OPERATOR))
                .get("items")
                .get(0);
        assertThat(source.get("group").asString()).isEqualTo(GROUP);
        assertThat(source.get("waiting").asInt()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void replaysALetterOnce() throws Exception {
        String id = givenUp("again-1");
        HttpResponse<String> tooEarly = service.post(letter(id, "replay"), OPERATOR);
        assertThat(tooEarly.statusCode()).isEqualTo(409);
        assertThat(code(tooEarly)).isEqualTo("dead-letter-failed-again");
        assertThat(json(tooEarly).get("detail").asString()).contains("again-1 is refused");
        assertThat(find("again-1").get("state").asString()).isEqualTo("waiting");

        service.handler().failing.remove("again-1");
        HttpResponse<String> replayed = service.post(letter(id, "replay"), OPERATOR);
        assertThat(replayed.statusCode()).as(replayed.body()).isEqualTo(200);
        assertThat(json(replayed).get("outcome").asString()).isEqualTo("replayed");
        assertThat(find("again-1").get("state").asString()).isEqualTo("replayed");

        HttpResponse<String> second = service.post(letter(id, "replay"), OPERATOR);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(code(second)).isEqualTo("dead-letter-already-decided");
        assertThat(service.handler().handled.stream().filter("again-1"::equals)).hasSize(1);
    }

    @Test
    void replaysAllThatWait() throws Exception {
        givenUp("all-1");
        givenUp("all-2");
        service.handler().failing.remove("all-1");
        HttpResponse<String> all = service.post("/dead-letters/" + LETTERS + "/" + GROUP + "/replay", OPERATOR);
        assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
        assertThat(json(all).get("replayed").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(json(all).get("failed").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(find("all-1").get("state").asString()).isEqualTo("replayed");
        assertThat(find("all-2").get("state").asString()).isEqualTo("waiting");
    }

    @Test
    void dropsALetterForGood() throws Exception {
        String id = givenUp("drop-1");
        assertThat(service.post(letter(id, "drop"), OPERATOR).statusCode()).isEqualTo(204);
        assertThat(find("drop-1").get("state").asString()).isEqualTo("dropped");
        HttpResponse<String> second = service.post(letter(id, "drop"), OPERATOR);
        assertThat(second.statusCode()).isEqualTo(404);
        assertThat(code(second)).isEqualTo("dead-letter-unknown");
        assertThat(code(service.post(letter(id, "replay"), OPERATOR))).isEqualTo("dead-letter-already-decided");
    }

    @Test
    void saysInWordsWhatItDoesNotKnow() throws Exception {
        expect(
                service.get("/dead-letters?topic=no.topic&group=" + GROUP, OPERATOR),
                404,
                "dead-letter-source-unknown",
                "does not read the topic 'no.topic' as the group 'fragile'");
        expect(
                service.post("/dead-letters/" + LETTERS + "/strangers/replay", OPERATOR),
                404,
                "dead-letter-source-unknown",
                "as the group 'strangers'");
        expect(service.post(letter("0-99999", "replay"), OPERATOR), 404, "dead-letter-unknown", "No letter 0-99999");
        expect(service.post(letter("7-0", "drop"), OPERATOR), 404, "dead-letter-unknown", "No letter 7-0");
        expect(
                service.post(letter("first", "replay"), OPERATOR),
                400,
                "invalid-request",
                "'first' is not a dead letter");
        expect(service.get("/dead-letters?topic=" + LETTERS, OPERATOR), 400, "invalid-request", "group");
        expect(service.get("/dead-letters" + OF_GROUP + "&limit=0", OPERATOR), 400, "invalid-request", "from 1 to 200");
        expect(service.get("/dead-letters" + OF_GROUP + "&cursor=0-1", OPERATOR), 400, "invalid-cursor", "cursor");
        expect(service.get("/outbox-problems?cursor=17", OPERATOR), 400, "invalid-cursor", "cursor");
        expect(service.post("/outbox-problems/first/drop", OPERATOR), 400, "invalid-request", "position");
        expect(service.post("/outbox-problems/99999/retry", OPERATOR), 404, "outbox-problem-unknown", "position 99999");
    }

    @Test
    void showsWhatTheBrokerRefusesUntilItIsDropped() throws Exception {
        service.append(TIGHT, "k-1", "x".repeat(200));
        service.append(TIGHT, "k-2", "y".repeat(200));
        // Until the broker has refused both, their keys are only behind.
        await().atMost(PATIENCE)
                .until(() -> problems("")
                                .get("items")
                                .valueStream()
                                .filter(problem -> problem.get("undeliverable").asBoolean())
                                .count()
                        == 2);
        JsonNode page = problems("?limit=1");
        JsonNode first = page.get("items").get(0);
        assertThat(first.get("topic").asString()).isEqualTo(TIGHT);
        assertThat(first.get("undeliverable").asBoolean()).isTrue();
        assertThat(first.get("failure").asString()).isNotBlank();
        JsonNode rest = problems("?limit=1&cursor=" + page.get("nextCursor").asString());
        assertThat(rest.get("items").get(0).get("key").asString())
                .isNotEqualTo(first.get("key").asString());
        assertThat(rest.get("nextCursor").isNull()).isTrue();

        String problem = "/outbox-problems/" + first.get("position").asLong();
        assertThat(service.post(problem + "/retry", OPERATOR).statusCode()).isEqualTo(204);
        assertThat(service.post(problem + "/drop", OPERATOR).statusCode()).isEqualTo(204);
        expect(service.post(problem + "/drop", OPERATOR), 404, "outbox-problem-unknown", "was sent or dropped");
        assertThat(problems("").get("items").size()).isEqualTo(1);
    }

    private static void expect(HttpResponse<String> answer, int status, String code, String words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(code(answer)).isEqualTo(code);
        assertThat(json(answer).get("detail").asString()).contains(words);
    }

    /** Makes a run fail until it is a letter. @return the letter's id */
    private static String givenUp(String run) throws Exception {
        service.handler().failing.add(run);
        service.append(LETTERS, run, run);
        await().atMost(PATIENCE).until(() -> !find(run).isMissingNode());
        return find(run).get("id").asString();
    }

    private static JsonNode find(String key) throws Exception {
        return json(service.get("/dead-letters" + OF_GROUP + "&limit=200", OPERATOR))
                .get("items")
                .valueStream()
                .filter(letter -> letter.get("key").asString().equals(key))
                .findFirst()
                .orElse(JsonMapper.shared().missingNode());
    }

    private static JsonNode problems(String query) throws Exception {
        return json(service.get("/outbox-problems" + query, OPERATOR));
    }

    private static String letter(String id, String act) {
        return "/dead-letters/" + LETTERS + "/" + GROUP + "/" + id + "/" + act;
    }

    private static String code(HttpResponse<String> answer) {
        return json(answer).get("code").asString();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
