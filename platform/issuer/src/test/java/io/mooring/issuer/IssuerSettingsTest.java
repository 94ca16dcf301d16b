package io.mooring.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IssuerSettingsTest {

    private static final Secret HASH = new Secret("{bcrypt}$2a$10$abc");

    @Test
    void namesAllFaultsAtOnce() {
        var users = List.of(
                user("", HASH, null, "viewer"),
                user("ada", new Secret("plain"), null, "boss"),
                user("ada", null, null));
        assertThatThrownBy(() -> new IssuerSettings(URI.create("http://x/"), Path.of(""), users, null, null, null))
                .hasMessageContaining("issuer.url:")
                .hasMessageContaining("issuer.key-file:")
                .hasMessageContaining("issuer.users[0].name: a user needs a name")
                .hasMessageContaining("issuer.users[1].password: only a {bcrypt} hash")
                .hasMessageContaining("issuer.users[1].roles: 'boss' is none of")
                .hasMessageContaining("issuer.users[2].name: 'ada' is there twice")
                .hasMessageContaining("issuer.users[2].password: set either")
                .hasMessageContaining("issuer.console.secret: set either")
                .hasMessageContaining("issuer.console.redirect-uris:")
                .hasMessageContaining("issuer.cli.secret: set either");
    }

    @Test
    void startsWithNobodyOnlyToSaySo() {
        assertThatThrownBy(() -> new IssuerSettings(null, null, null, null, null, null))
                .hasMessageContaining("there is no default password");
    }

    @Test
    void keepsSecretsOutOfItsText() {
        assertThat(user("ada", HASH, null, "viewer").toString()).doesNotContain("bcrypt");
    }

    private static IssuerSettings.User user(
            String name, @Nullable Secret password, @Nullable Path file, String... roles) {
        return new IssuerSettings.User(name, null, password, file, List.of(roles));
    }
}
