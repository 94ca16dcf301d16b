package io.mooring.platform.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {

    /** The example of W3C Trace Context. */
    private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void knowsItsTrace() {
        assertThat(Traceparent.parse(VALID)).map(Traceparent::traceId).contains("0af7651916cd43dd8448eb211c80319c");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "trace me",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\n",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
            })
    void takesNothingMalformedFromOthers(String text) {
        assertThat(Traceparent.parse(text)).isEmpty();
    }

    @Test
    void cannotBeMalformed() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Traceparent("00-1-2-3"));
    }
}
