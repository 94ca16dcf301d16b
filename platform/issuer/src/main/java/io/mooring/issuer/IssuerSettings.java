package io.mooring.issuer;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Every {@code issuer.*} key. All faults of a wrong file are reported at once.
 *
 * @param url what tokens name as their issuer; no trailing slash
 * @param keyFile where the signing key is kept
 * @param users who may sign in; at least one
 * @param console the client that the gateway is
 * @param cli the client behind {@code ./mooring token}
 * @param login how many sign-in attempts are taken
 */
@ConfigurationProperties("issuer")
record IssuerSettings(URI url, Path keyFile, List<User> users, Console console, Cli cli, LoginLimit login) {

    static final Set<String> ROLES = Set.of("viewer", "operator", "approver", "admin");

    IssuerSettings {
        users = users == null ? List.of() : List.copyOf(users);
        List<String> faults = new ArrayList<>();
        if (url == null || url.getHost() == null || url.toString().endsWith("/")) {
            faults.add("issuer.url: an http(s) address without a slash at its end is needed, not '" + url + "'");
        }
        if (keyFile == null || keyFile.toString().isBlank()) {
            faults.add("issuer.key-file: say where to keep the signing key");
        }
        checkUsers(users, faults);
        console = console == null ? Console.EMPTY : console;
        console.check(faults);
        cli = cli == null ? Cli.EMPTY : cli;
        cli.check(faults);
        login = login == null ? new LoginLimit(0, 0, null) : login;
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("The issuer's settings are wrong: " + String.join("; ", faults));
        }
    }

    private static void checkUsers(List<User> users, List<String> faults) {
        if (users.isEmpty()) {
            faults.add("issuer.users: nobody could sign in; name at least one user (there is no default password)");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < users.size(); i++) {
            users.get(i).check("issuer.users[" + i + "]", faults);
            if (!names.add(users.get(i).name())) {
                faults.add("issuer.users[" + i + "].name: '" + users.get(i).name() + "' is there twice");
            }
        }
    }

    /**
     * A person.
     *
     * @param password {@code {bcrypt}$2a$…}; or else
     * @param passwordFile a file that holds the password, or its {@code {bcrypt}} hash
     */
    record User(
            String name,
            @Nullable String displayName,
            @Nullable Secret password,
            @Nullable Path passwordFile,
            List<String> roles) {

        User {
            roles = roles == null ? List.of() : List.copyOf(roles);
        }

        private void check(String key, List<String> faults) {
            if (name == null || name.isBlank()) {
                faults.add(key + ".name: a user needs a name");
            }
            Secret secret = Secret.from(key + ".password", password, passwordFile, faults);
            if (secret != null && passwordFile == null && !secret.value().startsWith("{bcrypt}")) {
                faults.add(key + ".password: only a {bcrypt} hash may stand in settings; put a password into a file");
            }
            for (String role : roles) {
                if (!ROLES.contains(role)) {
                    faults.add(key + ".roles: '" + role + "' is none of viewer, operator, approver, admin");
                }
            }
        }

        /** The password or its hash; settings are checked before anybody asks. */
        String secret() {
            return secretOf(password, passwordFile);
        }

        String shownName() {
            return displayName == null || displayName.isBlank() ? name : displayName;
        }
    }

    /**
     * The gateway as a client: authorization code with PKCE.
     *
     * @param redirectUris compared letter by letter
     * @param tokenLifetime of an access token
     * @param sessionLifetime of a refresh token
     */
    record Console(
            @Nullable Secret secret,
            @Nullable Path secretFile,
            List<URI> redirectUris,
            List<URI> postLogoutRedirectUris,
            Duration tokenLifetime,
            Duration sessionLifetime) {

        private static final Console EMPTY = new Console(null, null, List.of(), List.of(), null, null);

        Console {
            redirectUris = redirectUris == null ? List.of() : List.copyOf(redirectUris);
            postLogoutRedirectUris = postLogoutRedirectUris == null ? List.of() : List.copyOf(postLogoutRedirectUris);
            tokenLifetime = tokenLifetime == null ? Duration.ofMinutes(5) : tokenLifetime;
            sessionLifetime = sessionLifetime == null ? Duration.ofHours(8) : sessionLifetime;
        }

        private void check(List<String> faults) {
            Secret.from("issuer.console.secret", secret, secretFile, faults);
            if (redirectUris.isEmpty()) {
                faults.add("issuer.console.redirect-uris: where may the browser return to after signing in?");
            }
        }

        String secretText() {
            return secretOf(secret, secretFile);
        }
    }

    /**
     * The command line as a client: client credentials.
     *
     * @param scopes what may be asked for; {@code role:<role>} puts that role into the token
     * @param tokenLifetime of an access token
     */
    record Cli(@Nullable Secret secret, @Nullable Path secretFile, List<String> scopes, Duration tokenLifetime) {

        private static final Cli EMPTY = new Cli(null, null, List.of(), null);

        Cli {
            scopes = scopes == null ? List.of() : List.copyOf(scopes);
            tokenLifetime = tokenLifetime == null ? Duration.ofMinutes(15) : tokenLifetime;
        }

        private void check(List<String> faults) {
            Secret.from("issuer.cli.secret", secret, secretFile, faults);
            for (String scope : scopes) {
                if (!scope.equals("events:write") && !ROLES.contains(scope.replaceFirst("^role:", ""))) {
                    faults.add("issuer.cli.scopes: '" + scope + "' is neither role:<role> nor events:write");
                }
            }
        }

        String secretText() {
            return secretOf(secret, secretFile);
        }
    }

    /**
     * How many sign-in attempts are taken before a wait.
     *
     * @param attempts per user and address
     * @param attemptsPerAddress for all users together, so that one address cannot try every user
     * @param per the time in which they are counted
     */
    record LoginLimit(int attempts, int attemptsPerAddress, Duration per) {

        LoginLimit {
            attempts = attempts <= 0 ? 5 : attempts;
            attemptsPerAddress = attemptsPerAddress <= 0 ? 30 : attemptsPerAddress;
            per = per == null ? Duration.ofMinutes(15) : per;
        }
    }

    private static String secretOf(@Nullable Secret value, @Nullable Path file) {
        List<String> faults = new ArrayList<>();
        Secret secret = Secret.from("secret", value, file, faults);
        if (secret == null) {
            throw new IllegalStateException(String.join("; ", faults));
        }
        return secret.value();
    }
}
