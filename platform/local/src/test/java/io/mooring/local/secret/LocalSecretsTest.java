package io.mooring.local.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSecretsTest {

    @TempDir
    Path folder;

    @Test
    void aSecretIsRandomAndStays() {
        String first = LocalSecrets.in(folder).value("s3-secret");

        assertThat(first).hasSize(32);
        assertThat(LocalSecrets.in(folder).value("s3-secret")).isEqualTo(first);
        assertThat(LocalSecrets.in(folder).value("other")).isNotEqualTo(first);
    }

    @Test
    void onlyTheOwnerReadsIt() throws IOException {
        Path file = LocalSecrets.in(folder.resolve("secrets")).file("s3-secret");

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(file.getParent()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aNameCannotLeaveTheFolder() {
        assertThatThrownBy(() -> LocalSecrets.in(folder).value("../escape"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
