package io.mooring.embedded.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** AUTH PLAIN and LOGIN (RFC 4954), up to who it is; the password is not looked at. */
final class SignIn {

    private final SmtpConnection client;

    SignIn(SmtpConnection client) {
        this.client = client;
    }

    String user(String line, String command) throws IOException {
        return command.startsWith("AUTH LOGIN") ? login() : plain(line);
    }

    private String login() throws IOException {
        client.say("334 VXNlcm5hbWU6");
        String name = decoded(client.hear());
        client.say("334 UGFzc3dvcmQ6");
        client.hear();
        return name;
    }

    private String plain(String line) throws IOException {
        String token = line.length() > "AUTH PLAIN ".length() ? line.substring("AUTH PLAIN ".length()) : null;
        if (token == null) {
            client.say("334 ");
            token = client.hear();
        }
        String[] parts = decoded(token).split("\0", -1);
        return parts.length == 3 ? parts[1] : "";
    }

    private static String decoded(@Nullable String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64 == null ? "" : base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }
}
