package io.mooring.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir
    Path folder;

    @Test
    void makesAKeyThatOnlyItsOwnerReadsAndKeepsIt() throws IOException {
        Path file = folder.resolve("deep/key.json");
        var first = SigningKey.in(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SigningKey.in(file)).isEqualTo(first);
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void refusesAKeyThatOthersCanRead() throws IOException {
        Path file = folder.resolve("key.json");
        SigningKey.in(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> SigningKey.in(file)).hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAFileThatIsNoPrivateKeyAndLeavesItThere() throws IOException {
        Path file = folder.resolve("key.json");
        String publicHalf = SigningKey.in(file).toPublicJWK().toJSONString();
        for (String content : new String[] {"", "nonsense", publicHalf}) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> SigningKey.in(file)).hasMessageContaining("holds no private RSA key");
            assertThat(file).hasContent(content);
        }
    }
}
