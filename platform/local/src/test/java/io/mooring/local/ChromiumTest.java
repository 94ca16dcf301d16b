package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChromiumTest {

    @Test
    void aMissingBrowserIsAFailureThatSaysWhatToInstall() {
        assertThatThrownBy(() -> Chromium.program(Map.of("CHROMIUM", "/nonexistent/chromium")))
                .hasMessageContaining("/nonexistent/chromium")
                .hasMessageContaining("apt-get install chromium");
    }
}
