package io.mooring.starter.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTest {

    /** The examples of RFC 5952 §4 among them. */
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "0:0:0:0:0:0:0:1, ::1",
        "0:0:0:0:0:0:0:0, ::",
        "2001:0DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "fe80:0:0:0:1:0:0:0%eth0, fe80::1:0:0:0",
    })
    void writesOneFormOnly(String given, String expected) {
        assertThat(AddressText.of(given)).isEqualTo(expected);
    }

    @Test
    void isNothingForWhatIsNoAddress() {
        assertThat(AddressText.of("somewhere.example")).isNull();
        assertThat(AddressText.of(null)).isNull();
    }
}
