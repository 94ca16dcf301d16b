package io.mooring.notifier.email;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.PlainText;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * What a mail server's answers mean for a delivery.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1">RFC 5321, reply codes</a>
 */
final class SmtpAnswers {

    private static final int WORDS = 300;
    /** Encryption (RFC 3207, 4) or an account (RFC 4954, 6). A person mends the settings, and the mail still goes out. */
    private static final int DEMANDS_MORE = 530;

    private SmtpAnswers() {}

    /** Whom the server turned away, and with which words. */
    record TurnedAway(String address, int code, String words) {

        /**
         * Whatever is not a plain no: a connection that breaks at a recipient has no code, and 552 means too many of them at
         * once (RFC 5321, 4.5.3.1.10).
         */
        boolean mayPass() {
            return code < 500 || code >= 600 || code == 552;
        }

        @Override
        public String toString() {
            return address + " (" + words + ")";
        }
    }

    static List<TurnedAway> turnedAway(MessagingException fault) {
        List<TurnedAway> all = new ArrayList<>();
        for (Exception at = fault; at instanceof MessagingException link; at = link.getNextException()) {
            if (link instanceof SMTPAddressFailedException one) {
                all.add(new TurnedAway(one.getAddress().getAddress(), one.getReturnCode(), words(one)));
            }
        }
        return all;
    }

    /** To whom it went all the same. */
    static List<String> served(SendFailedException fault) {
        Address[] sent = fault.getValidSentAddresses();
        return sent == null
                ? List.of()
                : Arrays.stream(sent).map(SmtpAnswers::plain).toList();
    }

    private static String plain(Address address) {
        return address instanceof jakarta.mail.internet.InternetAddress mail ? mail.getAddress() : address.toString();
    }

    static String names(List<TurnedAway> all) {
        return all.stream().map(TurnedAway::toString).collect(Collectors.joining(", "));
    }

    /**
     * When nobody in particular was turned away.
     *
     * @param begun whether any of the mail was sent
     */
    static Answer of(MessagingException fault, boolean begun) {
        int code = fault instanceof SMTPSendFailedException failed ? failed.getReturnCode() : -1;
        if (code == DEMANDS_MORE) {
            return new Answer.TryAgain(
                    null,
                    "The mail server demands that one encrypts or signs in first. Check notifier.email.tls,"
                            + " notifier.email.user and its password");
        }
        if (code >= 500 && code < 600) {
            return new Answer.Refused("The mail server refuses: " + words(fault));
        }
        if (code >= 400 && code < 500) {
            return new Answer.TryAgain(null, "The mail server cannot now: " + words(fault));
        }
        if (begun) {
            return new Answer.Unknown("The mail server did not say whether it took the mail: " + words(fault));
        }
        return fault instanceof AuthenticationFailedException
                ? new Answer.TryAgain(null, "The mail server does not accept notifier.email.user and its password")
                : new Answer.TryAgain(null, "The mail server could not be used: " + words(fault));
    }

    static String words(Exception fault) {
        String words = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return PlainText.line(words, WORDS);
    }
}
