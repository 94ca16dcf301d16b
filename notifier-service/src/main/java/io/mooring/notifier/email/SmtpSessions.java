package io.mooring.notifier.email;

import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The library's settings, from ours. */
final class SmtpSessions {

    private SmtpSessions() {}

    /** @param trusted null for the certificates that Java trusts */
    static Session of(EmailSettings settings, @Nullable SSLSocketFactory trusted) {
        String millis = Long.toString(settings.timeout().toMillis());
        Properties smtp = new Properties();
        smtp.put("mail.smtp.connectiontimeout", millis);
        smtp.put("mail.smtp.timeout", millis);
        smtp.put("mail.smtp.writetimeout", millis);
        smtp.put("mail.smtp.auth", Boolean.toString(!settings.user().isEmpty()));
        // One wrong address must not keep an alert from everybody else.
        smtp.put("mail.smtp.sendpartial", "true");
        // The mail is with the server by then; its farewell is not worth waiting for.
        smtp.put("mail.smtp.quitwait", "false");
        smtp.put("mail.smtp.ssl.enable", Boolean.toString(settings.tls() == TlsMode.TLS));
        smtp.put("mail.smtp.starttls.enable", Boolean.toString(settings.tls() == TlsMode.STARTTLS));
        // Whoever sits between could otherwise take the offer away and read the password.
        smtp.put("mail.smtp.starttls.required", Boolean.toString(settings.tls() == TlsMode.STARTTLS));
        smtp.put("mail.smtp.ssl.checkserveridentity", "true");
        if (trusted != null) {
            smtp.put("mail.smtp.ssl.socketFactory", trusted);
        }
        return Session.getInstance(smtp);
    }
}
