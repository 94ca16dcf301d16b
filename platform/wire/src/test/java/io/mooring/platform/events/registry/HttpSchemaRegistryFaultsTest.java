package io.mooring.platform.events.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that is away, slow, wrong, or no registry at all. */
@Timeout(60)
class HttpSchemaRegistryFaultsTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Schema SCHEMA = Schema.createFixed("F", null, "test", 1);
    private static final String FOUND = "{\"id\":7,\"schema\":\"\\\"string\\\"\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error_code\":50001,\"message\":\"Error in the backend\"} | answered 500",
                "503 | busy                                                       | answered 503 busy",
                "429 | slow down                                                  | answered 429",
                "401 | no                                                         | check user and password",
                "403 | no                                                         | check user and password",
                "404 | <html>Not found</html>                                     | is this the address of its API",
                "404 | {\"status\":404,\"error\":\"Not Found\"}                   | is this the address of its API",
                "200 | <html>Welcome</html>                                       | is this the address of its API",
                "200 | {\"name\":\"something else\"}                              | is this the address of its API",
                "302 | moved                                                      | answered 302",
            })
    void isUnavailableWhenItGivesNoUsableAnswer(int status, String body, String problem) {
        try (FakeRegistry fake = FakeRegistry.answering(status, body);
                SchemaRegistry registry = fake.client(LONG)) {
            assertThatExceptionOfType(RegistryUnavailable.class)
                    .isThrownBy(() -> registry.register("s", SCHEMA))
                    .withMessageContaining(fake.url())
                    .withMessageContaining(problem);
        }
    }

    @Test
    void isUnavailableWhenNothingListens() {
        try (SchemaRegistry registry =
                new HttpSchemaRegistry(new RegistrySettings("http://127.0.0.1:1/apis/ccompat/v7", null, null, LONG))) {
            assertThatExceptionOfType(RegistryUnavailable.class)
                    .isThrownBy(() -> registry.schema(1))
                    .withMessageContaining("http://127.0.0.1:1/apis/ccompat/v7 cannot be reached");
        }
    }

    @Test
    void isNotWaitedForWhenItDoesNotAnswer() {
        try (FakeRegistry fake = FakeRegistry.silent();
                SchemaRegistry registry = fake.client(SHORT)) {
            assertThatExceptionOfType(RegistryUnavailable.class)
                    .isThrownBy(() -> registry.schema(1))
                    .withMessageContaining(fake.url());
        }
    }

    @Test
    void isAskedAgainWhenAnAnswerWasLost() {
        try (FakeRegistry fake = FakeRegistry.losing(2, FOUND);
                SchemaRegistry registry = fake.client(Duration.ofSeconds(1))) {
            assertThat(registry.register("s", SCHEMA)).isEqualTo(7);
            assertThat(fake.requests).hasSize(3);
        }
    }

    @Test
    void isAskedThreeTimesAndNotForEver() {
        try (FakeRegistry fake = FakeRegistry.silent();
                SchemaRegistry registry = fake.client(SHORT)) {
            assertThatExceptionOfType(RegistryUnavailable.class).isThrownBy(() -> registry.schema(1));
            assertThat(fake.requests).hasSize(3);

            assertThatExceptionOfType(RegistryUnavailable.class).isThrownBy(() -> registry.schema(1));
            assertThat(fake.requests).as("once while it is silent").hasSize(4);
        }
    }

    @Test
    void isAskedAgainAsEverWhenItHasAnswered() {
        try (FakeRegistry fake = FakeRegistry.losing(3, FOUND);
                SchemaRegistry registry = fake.client(Duration.ofSeconds(1))) {
            assertThatExceptionOfType(RegistryUnavailable.class).isThrownBy(() -> registry.register("s", SCHEMA));
            assertThat(registry.register("s", SCHEMA)).isEqualTo(7);
            fake.loseAgain(1);
            assertThat(registry.register("s", SCHEMA)).isEqualTo(7);
            assertThat(fake.requests).hasSize(6);
        }
    }

    @Test
    void isNotAskedAgainWhenItsAnswerIsOfNoUse() {
        try (FakeRegistry fake = FakeRegistry.answering(503, "busy");
                SchemaRegistry registry = fake.client(LONG)) {
            assertThatExceptionOfType(RegistryUnavailable.class).isThrownBy(() -> registry.schema(1));
            assertThat(fake.requests).hasSize(1);
        }
    }

    @Test
    void isNotWaitedForWhenItsAnswerNeverEnds() {
        try (FakeRegistry fake = FakeRegistry.stuckHalfway();
                SchemaRegistry registry = fake.client(SHORT)) {
            assertThatExceptionOfType(RegistryUnavailable.class)
                    .isThrownBy(() -> registry.schema(1))
                    .withMessageContaining("did not answer within PT0.2S");
        }
    }

    @Test
    void isNotReadBeyondALimit() {
        try (FakeRegistry fake = FakeRegistry.endless();
                SchemaRegistry registry = fake.client(LONG)) {
            assertThatExceptionOfType(RegistryUnavailable.class).isThrownBy(() -> registry.schema(1));
        }
    }

    @Test
    void leavesTheThreadInterrupted() {
        try (FakeRegistry fake = FakeRegistry.silent();
                SchemaRegistry registry = fake.client(LONG)) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(RegistryUnavailable.class).isThrownBy(() -> registry.schema(1));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void saysWhyASchemaIsRefused(int status) {
        String body =
                "{\"error_code\":%d,\"message\":\"READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1\"}".formatted(status);
        try (FakeRegistry fake = FakeRegistry.answering(status, body);
                SchemaRegistry registry = fake.client(LONG)) {
            assertThatExceptionOfType(SchemaRefused.class)
                    .isThrownBy(() -> registry.register("mooring.audit-X", SCHEMA))
                    .withMessage("The schema registry " + fake.url()
                            + " refuses the schema for the subject mooring.audit-X: "
                            + "READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40401, 40402, 40403})
    void tellsNotFoundFromNotARegistry(int code) {
        try (FakeRegistry fake =
                        FakeRegistry.answering(404, "{\"error_code\":" + code + ",\"message\":\"Not found\"}");
                SchemaRegistry registry = fake.client(LONG)) {
            assertThatExceptionOfType(SchemaUnknown.class).isThrownBy(() -> registry.schema(1));
            assertThatExceptionOfType(SchemaUnknown.class).isThrownBy(() -> registry.latest("s"));
            assertThatExceptionOfType(SchemaUnknown.class).isThrownBy(() -> registry.idOf("s", SCHEMA));
        }
    }

    @Test
    void refusesASchemaThatIsNotAvro() {
        try (FakeRegistry fake = FakeRegistry.answering(200, "{\"schema\":\"syntax = \\\"proto3\\\";\"}");
                SchemaRegistry registry = fake.client(LONG)) {
            assertThatExceptionOfType(RegistryUnavailable.class)
                    .isThrownBy(() -> registry.schema(1))
                    .withMessageContaining("not an Avro schema");
        }
    }

    @Test
    void asksTheNextAddressWhenOneGivesNoAnswer() {
        try (FakeRegistry broken = FakeRegistry.answering(500, "");
                FakeRegistry sound = FakeRegistry.answering(200, FOUND);
                SchemaRegistry registry = new HttpSchemaRegistry(
                        new RegistrySettings(broken.url() + ", " + sound.url() + "/", null, null, LONG))) {
            assertThat(registry.register("s", SCHEMA)).isEqualTo(7);
        }
    }

    @Test
    void speaksConfluentsProtocol() throws InterruptedException {
        try (FakeRegistry fake = FakeRegistry.answering(200, FOUND);
                SchemaRegistry registry =
                        new HttpSchemaRegistry(new RegistrySettings(fake.url(), "me", "s:cret", LONG))) {
            registry.register("a/b c", SCHEMA);

            assertThat(fake.requests.take())
                    .isEqualTo(new FakeRegistry.Request(
                            "POST",
                            "/apis/ccompat/v7/subjects/a%2Fb%20c/versions",
                            "{\"schemaType\":\"AVRO\",\"schema\":\"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"F\\\","
                                    + "\\\"namespace\\\":\\\"test\\\",\\\"size\\\":1}\"}",
                            "Basic bWU6czpjcmV0",
                            "application/vnd.schemaregistry.v1+json"));

            registry.schema(3);
            assertThat(fake.requests.take().path()).isEqualTo("/apis/ccompat/v7/schemas/ids/3");
        }
    }

    @Test
    void needsAnAddressAndBothOrNoCredentials() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("", null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpSchemaRegistry(settings("localhost:8090", null, null)))
                .withMessageContaining("'localhost:8090' is not the http or https address");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpSchemaRegistry(settings("http://a b/", null, null)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpSchemaRegistry(settings("http://u:hunter2@host/", null, null)))
                .withMessageContaining("must not contain credentials")
                .withMessageNotContaining("hunter2");
        assertThatIllegalArgumentException().isThrownBy(() -> settings("http://host", "user", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RegistrySettings("http://host", null, null, Duration.ZERO));
        assertThat(settings("http://host", "user", "hunter2").toString()).doesNotContain("hunter2");
    }

    private static RegistrySettings settings(String urls, String user, String password) {
        return new RegistrySettings(urls, user, password, LONG);
    }
}
