package io.mooring.notifier.email;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Failings;
import io.mooring.notifier.channel.Finding;
import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Mail by SMTP. What was sent cannot be changed, so it tells of beginnings, calls and ends alone. */
public final class EmailChannel implements Channel, AutoCloseable {

    public static final String ID = "email";

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int BURST = 10;

    private static final String WHAT_TO_SET = "Set notifier.email.host and notifier.email.from";

    private final Failings failings = new Failings();
    private final EmailSettings settings;
    private final Manner manner;
    private final SendMail mails;

    public EmailChannel(EmailSettings settings, InstantSource clock) {
        this(settings, clock, null);
    }

    EmailChannel(EmailSettings settings, InstantSource clock, @Nullable SSLSocketFactory trusted) {
        this.settings = settings;
        this.manner = new Manner(false, EVERY, BURST, settings.ladder());
        this.mails = new SendMail(settings, SmtpSessions.of(settings, trusted), clock, failings);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Manner manner() {
        return manner;
    }

    @Override
    public Readiness readiness(Destination destination) {
        if (!settings.isComplete()) {
            return Readiness.notConfigured(WHAT_TO_SET);
        }
        return Recipients.of(destination.address()).isEmpty()
                ? Readiness.notConfigured("The destination's address is no list of mail addresses")
                : failings.readiness(destination, "Sends through " + settings.host() + ":" + settings.port());
    }

    @Override
    public Answer send(Envelope envelope) {
        if (!settings.isComplete()) {
            return new Answer.Refused("Mail is not configured. " + WHAT_TO_SET + ", then retry");
        }
        Optional<List<InternetAddress>> recipients =
                Recipients.of(envelope.destination().address());
        return recipients.isEmpty()
                ? new Answer.Refused(
                        "Mail is not configured here: the destination's address is no list of mail addresses")
                : mails.send(envelope, recipients.get());
    }

    /** A duplicate beats a loss, and both bear the same Message-ID. */
    @Override
    public Finding find(Envelope envelope, Instant since) {
        return new Finding.CannotLook("Mail servers cannot be asked; it is sent again under the same Message-ID");
    }

    @Override
    public void close() {
        mails.close();
    }
}
