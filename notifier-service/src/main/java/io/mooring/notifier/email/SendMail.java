package io.mooring.notifier.email;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Failings;
import io.mooring.notifier.email.SmtpAnswers.TurnedAway;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one mail to the server. The library's time-outs are those of single steps, so the whole is bounded here: an
 * interrupt closes the socket a virtual thread waits at.
 */
final class SendMail implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SendMail.class);

    private final EmailSettings settings;
    private final Session session;
    private final InstantSource clock;
    private final Failings failings;
    private final AlreadyServed already = new AlreadyServed();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    SendMail(EmailSettings settings, Session session, InstantSource clock, Failings failings) {
        this.settings = settings;
        this.session = session;
        this.clock = clock;
        this.failings = failings;
    }

    Answer send(Envelope envelope, List<InternetAddress> recipients) {
        Destination destination = envelope.destination();
        try {
            InternetAddress from = new InternetAddress(settings.from(), true);
            Mail mail = Mail.of(session, envelope, from, recipients, clock.instant());
            List<InternetAddress> waiting = already.without(envelope.deliveryId(), recipients);
            return failings.after(destination, within(envelope, mail, waiting));
        } catch (MessagingException cannotBeWritten) {
            return failings.after(
                    destination,
                    new Answer.Refused("It cannot be written as mail: " + SmtpAnswers.words(cannotBeWritten)));
        }
    }

    private Answer within(Envelope envelope, Mail mail, List<InternetAddress> waiting) {
        Future<Answer> answer = threads.submit(() -> attempt(envelope, mail, waiting));
        try {
            return answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            return ended(mail, "no end within " + settings.timeout().toMillis() + " ms");
        } catch (InterruptedException stop) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return ended(mail, "stopped in the middle");
        } catch (ExecutionException fault) {
            return ended(mail, fault.getCause().toString());
        }
    }

    private static Answer ended(Mail mail, String why) {
        return SmtpAnswers.of(new MessagingException(why), mail.isBegun());
    }

    private Answer attempt(Envelope envelope, Mail mail, List<InternetAddress> waiting) {
        String thread = envelope.reference() == null ? mail.id() : envelope.reference();
        try {
            deliver(mail, waiting);
            already.forget(envelope.deliveryId());
            return new Answer.Delivered(thread, "Taken by the mail server");
        } catch (SendFailedException some) {
            return some(envelope, mail, thread, some);
        } catch (MessagingException fault) {
            return SmtpAnswers.of(fault, mail.isBegun());
        }
    }

    private void deliver(Mail mail, List<InternetAddress> waiting) throws MessagingException {
        Transport transport = session.getTransport("smtp");
        try {
            transport.connect(settings.host(), settings.port(), orNull(settings.user()), orNull(settings.password()));
            transport.sendMessage(mail, waiting.toArray(InternetAddress[]::new));
        } finally {
            leave(transport);
        }
    }

    /** A farewell that fails changes nothing about the mail. */
    private static void leave(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException gone) {
            log.debug("The mail server hung up first: {}", gone.toString());
        }
    }

    /** Who can have it has it. Those whom the server may still take are tried again, alone. */
    private Answer some(Envelope envelope, Mail mail, String thread, SendFailedException fault) {
        List<TurnedAway> away = SmtpAnswers.turnedAway(fault);
        List<String> served = SmtpAnswers.served(fault);
        if (away.isEmpty()) {
            return SmtpAnswers.of(fault, mail.isBegun());
        }
        if (away.stream().anyMatch(TurnedAway::mayPass)) {
            already.add(envelope.deliveryId(), served);
            return new Answer.TryAgain(null, "The mail server cannot now for " + SmtpAnswers.names(away));
        }
        boolean anybody = !served.isEmpty() || already.has(envelope.deliveryId());
        already.forget(envelope.deliveryId());
        String refused = "The mail server refuses " + SmtpAnswers.names(away);
        return anybody ? new Answer.Delivered(thread, refused + "; the others have it") : new Answer.Refused(refused);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
