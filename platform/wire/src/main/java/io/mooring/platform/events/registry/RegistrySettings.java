package io.mooring.platform.events.registry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a registry is reached.
 *
 * @param urls one or more addresses of its API, separated by commas; the next is asked when one gives no answer
 * @param user for HTTP basic authentication, or null
 * @param password for HTTP basic authentication, or null
 * @param timeout for connecting, and for one whole answer; who does not answer is asked three times in all
 */
public record RegistrySettings(
        String urls, @Nullable String user, @Nullable String password, Duration timeout) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    public RegistrySettings {
        if (urls.isBlank()) {
            throw new IllegalArgumentException("The address of the schema registry is missing");
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("The schema registry needs both a user and a password, or neither");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The schema registry's time-out must be longer than 0, not " + timeout);
        }
    }

    List<RegistryAddress> addresses() {
        return Arrays.stream(urls.split(","))
                .filter(url -> !url.isBlank())
                .map(RegistryAddress::new)
                .toList();
    }

    Optional<String> authorization() {
        if (user == null) {
            return Optional.empty();
        }
        byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return urls + (user == null ? "" : " as " + user) + ", time-out " + timeout;
    }
}
