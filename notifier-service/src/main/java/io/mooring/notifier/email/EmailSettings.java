package io.mooring.notifier.email;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail is sent. Recipients are the destinations' addresses.
 *
 * @param host of the SMTP server; empty means mail is not configured
 * @param tls how the way there is protected; the server's certificate and name are checked
 * @param user empty for a server that asks for none
 * @param from the sender's address
 * @param timeout of one mail, connection included
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

        @NotNull @DefaultValue("20s") Duration timeout) {

    boolean isComplete() {
        return !host.isBlank() && !from.isBlank();
    }

    @Override
    public String toString() {
        return "EmailSettings[host=" + host + ", port=" + port + ", tls=" + tls + ", user=" + user + ", password="
                + (password.isEmpty() ? "none" : "***") + ", from=" + from + ", timeout=" + timeout + "]";
    }
}
