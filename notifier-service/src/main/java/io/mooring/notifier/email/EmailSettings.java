package io.mooring.notifier.email;

import io.mooring.notifier.channel.Manner;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail is sent. Recipients are the destinations' addresses.
 *
 * @param host of the SMTP server; empty means mail is not configured
 * @param tls how the way there is protected; the server's certificate and name are checked
 * @param user empty for a server that asks for none
 * @param from the sender's address
 * @param timeout of one mail, connection included
 * @param retryAfter the wait before a mail that failed is sent again; doubles with each retry
 * @param retries how often it is, before it is a dead letter
 */
public record EmailSettings(
        @DefaultValue("") String host,
        @Min(1) @Max(65535) @DefaultValue("587") int port,
        @NotNull @DefaultValue("STARTTLS") TlsMode tls,
        @DefaultValue("") String user,
        @DefaultValue("") String password,

        @DefaultValue("")
        @Pattern(regexp = "[^\\s<>@,;:]+@[^\\s<>@,;:]+|", message = "is one address such as mooring@example.org")
        String from,

        @NotNull @DefaultValue("20s") Duration timeout,

        @NotNull @DurationMin(seconds = 1) @DurationMax(hours = 1) @DefaultValue("60s")
        Duration retryAfter,

        @Min(0) @Max(20) @DefaultValue("3") int retries) {

    private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

    /** The mail itself is no retry: three of them have the waits 60, 120 and 240 s. */
    Manner.Retries ladder() {
        return new Manner.Retries(
                retryAfter, retryAfter.multipliedBy(1L << Math.max(retries - 1, 0)), GIVE_UP_AFTER, retries + 1);
    }

    boolean isComplete() {
        return !host.isBlank() && !from.isBlank();
    }

    @Override
    public String toString() {
        return "EmailSettings[host=" + host + ", port=" + port + ", tls=" + tls + ", user=" + user + ", password="
                + (password.isEmpty() ? "none" : "***") + ", from=" + from + ", timeout=" + timeout + ", retryAfter="
                + retryAfter + ", retries=" + retries + "]";
    }
}
