package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that does not let canaries be committed is received and shipped all the same. */
class RefusedCanaryIT {

    @TempDir
    Path folder;

    @Test
    void walIsReceivedWithoutCanaries() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder).withCanaries()) {
            installation.sql("REVOKE EXECUTE ON FUNCTION pg_logical_emit_message(boolean, text, text) FROM PUBLIC");
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                installation.protect(service.operator());
                installation.load(5);
                assertThat(installation
                                .awaitShipped(service.operator())
                                .path("state")
                                .asString())
                        .isEqualTo("healthy");
            }
        }
    }
}
