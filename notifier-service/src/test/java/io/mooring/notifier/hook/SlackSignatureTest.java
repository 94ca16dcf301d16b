package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.platform.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackSignatureTest {

    /** The example of Slack's documentation. */
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

    private static final String TIME = "1531420618";
    private static final String BODY = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
            + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
            + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
            + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
            + ".803a0bc887a14d10d2c447fce8b6703c";
    private static final String GOOD = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    @Test
    void takesWhatSlackSigned() {
        assertThatCode(() -> check(SECRET, 0, TIME, GOOD, BODY)).doesNotThrowAnyException();
        assertThatCode(() -> check(SECRET, 300, TIME, GOOD, BODY)).doesNotThrowAnyException();
    }

    @Test
    void refusesWhatIsOldOrFromTheFuture() {
        assertWrong(() -> check(SECRET, 301, TIME, GOOD, BODY));
        assertWrong(() -> check(SECRET, -301, TIME, GOOD, BODY));
    }

    @Test
    void refusesAnotherBodyTimeOrSecret() {
        assertWrong(() -> check(SECRET, 0, TIME, GOOD, BODY + " "));
        assertWrong(() -> check(SECRET, 0, "1531420619", GOOD, BODY));
        assertWrong(() -> check("another", 0, TIME, GOOD, BODY));
        assertWrong(() -> check(SECRET, 0, TIME, GOOD.replace("v0=", ""), BODY));
        assertWrong(() -> check(SECRET, 0, TIME, null, BODY));
        assertWrong(() -> check(SECRET, 0, null, GOOD, BODY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "99999999999999999999", "9223372036854775807"})
    void aTimeThatIsNoneIsRefusedEvenWhenItIsSigned(String time) {
        String signed = "v0=" + Signature.of(SECRET, ("v0:" + time + ":" + BODY).getBytes(StandardCharsets.UTF_8));
        assertWrong(() -> check(SECRET, 0, time, signed, BODY));
    }

    @Test
    void saysWhatToSetWhenNoSecretIsConfigured() {
        assertThatThrownBy(() -> check("", 0, TIME, GOOD, BODY))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.problem().code()).isEqualTo("hook-not-configured");
                    assertThat(problem.detail()).contains("notifier.slack.signing-secret");
                });
    }

    private static void assertWrong(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.problem().code()).isEqualTo("hook-signature-wrong");
            assertThat(problem.problem().status().value()).isEqualTo(401);
        });
    }

    private static void check(
            String secret, long later, @Nullable String time, @Nullable String signature, String body) {
        Instant now = Instant.ofEpochSecond(Long.parseLong(TIME) + later);
        new SlackSignature(secret, () -> now).require(time, signature, body.getBytes(StandardCharsets.UTF_8));
    }
}
