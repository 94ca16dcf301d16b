package io.mooring.notifier.email;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.message.Envelope;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * One mail. Its Message-ID is made of the delivery's id: who gets it twice can tell, and many mailboxes do. Answers name the
 * conversation's first mail (RFC 5322, 3.6.4), so that mail programs show a thread.
 */
final class Mail extends MimeMessage {

    private static final String UTF_8 = "utf-8";

    private final String messageId;
    private volatile boolean begun;

    private Mail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static Mail of(Session session, Envelope envelope, InternetAddress from, List<InternetAddress> to, Instant now)
            throws MessagingException {
        Mail mail = new Mail(session, idOf(envelope, from));
        mail.setFrom(from);
        mail.setRecipients(RecipientType.TO, to.toArray(InternetAddress[]::new));
        mail.setSentDate(Date.from(now));
        mail.mark(envelope);
        MailWords words = MailWords.of(envelope.message());
        mail.setSubject(words.subject(), UTF_8);
        mail.setContent(content(words));
        mail.saveChanges();
        return mail;
    }

    /** The same for every attempt, since the sender's domain comes from settings. */
    private static String idOf(Envelope envelope, InternetAddress from) {
        String address = from.getAddress();
        return "<" + envelope.deliveryId() + address.substring(address.indexOf('@')) + ">";
    }

    private void mark(Envelope envelope) throws MessagingException {
        // RFC 3834: no out-of-office answers to a machine.
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Auto-Response-Suppress", "All");
        setHeader("Mooring-Delivery", envelope.deliveryId().toString());
        if (envelope.message().severity() == Severity.EMERGENCY) {
            setHeader("Importance", "high");
        }
        String first = envelope.reference();
        if (first != null && first.matches("<[^<>\\s]{1,250}>") && !first.equals(messageId)) {
            setHeader("In-Reply-To", first);
            setHeader("References", first);
        }
    }

    private static MimeMultipart content(MailWords words) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(TextPart.of(words), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(HtmlPart.of(words), UTF_8, "html");
        return new MimeMultipart("alternative", text, html);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    /** The library calls this once the server has said that it listens: from here on the mail may be there. */
    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        begun = true;
        super.writeTo(out, ignored);
    }

    String id() {
        return messageId;
    }

    /** Whether any of it was sent. */
    boolean isBegun() {
        return begun;
    }
}
