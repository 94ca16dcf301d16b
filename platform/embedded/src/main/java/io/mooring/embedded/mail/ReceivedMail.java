package io.mooring.embedded.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as it came.
 *
 * @param sender of the envelope
 * @param recipients of the envelope
 * @param source headers and body, dots unstuffed
 * @param encrypted whether the connection was
 * @param user who signed in, or empty
 */
public record ReceivedMail(
        String sender, List<String> recipients, String source, boolean encrypted, String user, Instant at) {

    public ReceivedMail {
        recipients = List.copyOf(recipients);
    }

    public String subject() {
        try {
            String subject = parsed().getSubject();
            return subject == null ? "" : subject;
        } catch (MessagingException e) {
            return "(subject that cannot be read)";
        }
    }

    /** The first header of this name; null when there is none. */
    public @Nullable String header(String name) {
        try {
            return parsed().getHeader(name, null);
        } catch (MessagingException e) {
            return null;
        }
    }

    public String text() {
        return part("text/plain");
    }

    public String html() {
        return part("text/html");
    }

    private MimeMessage parsed() throws MessagingException {
        return new MimeMessage(null, new ByteArrayInputStream(source.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private String part(String type) {
        try {
            MimeMessage mail = parsed();
            if (mail.isMimeType(type)) {
                return mail.getContent().toString();
            }
            return mail.getContent() instanceof Multipart parts ? part(parts, type) : "";
        } catch (MessagingException | IOException e) {
            return "(a part that cannot be read)";
        }
    }

    private static String part(Multipart parts, String type) throws MessagingException, IOException {
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType(type)) {
                return part.getContent().toString();
            }
        }
        return "";
    }
}
