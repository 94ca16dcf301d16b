package io.mooring.embedded.mail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** AUTH PLAIN and LOGIN (RFC 4954), up to who it says it is, and with which password. */
final class SignIn {

    private final SmtpConnection client;

    SignIn(SmtpConnection client) {
        this.client = client;
    }

    /** Both empty when what came cannot be read. */
    record Said(String user, String password) {}

    Said said(String line) throws IOException {
        return line.toUpperCase(Locale.ROOT).startsWith("AUTH LOGIN") ? login() : plain(line);
    }

    private Said login() throws IOException {
        client.say("334 VXNlcm5hbWU6");
        String name = decoded(heard());
        client.say("334 UGFzc3dvcmQ6");
        return new Said(name, decoded(heard()));
    }

    private Said plain(String line) throws IOException {
        String token = line.length() > "AUTH PLAIN ".length() ? line.substring("AUTH PLAIN ".length()) : null;
        if (token == null) {
            client.say("334 ");
            token = heard();
        }
        String[] parts = decoded(token).split("\0", -1);
        return parts.length == 3 ? new Said(parts[1], parts[2]) : new Said("", "");
    }

    /** However long: a password is no command (RFC 4954, 4). */
    private String heard() throws IOException {
        SmtpLine line = client.hear();
        return line == null ? "" : line.text();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }
}
