package io.mooring.embedded.mail;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From MAIL to the end of the mail: who sends it, and to whom (RFC 5321, 3.3). */
final class MailTransaction {

    private static final Pattern PATH =
            Pattern.compile("(?:MAIL FROM|RCPT TO):\\s*<([^>]*)>.*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SIZE = Pattern.compile(".*>.*\\sSIZE=(\\d{1,20})(?:\\s.*)?", Pattern.CASE_INSENSITIVE);

    private final List<String> recipients = new ArrayList<>();
    private String sender = "";
    private boolean open;

    /** The address of a MAIL or a RCPT command; that of MAIL may be empty. */
    static Optional<String> address(String command) {
        Matcher path = PATH.matcher(command);
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    /** Whether a MAIL command declares more than this (RFC 1870). */
    static boolean isLarger(String command, int most) {
        Matcher size = SIZE.matcher(command);
        return size.matches() && new BigInteger(size.group(1)).compareTo(BigInteger.valueOf(most)) > 0;
    }

    boolean isOpen() {
        return open;
    }

    void begin(String from) {
        end();
        sender = from;
        open = true;
    }

    void add(String recipient) {
        recipients.add(recipient);
    }

    /** Whoever sent it, and whatever became of it. */
    void end() {
        sender = "";
        recipients.clear();
        open = false;
    }

    String sender() {
        return sender;
    }

    List<String> recipients() {
        return List.copyOf(recipients);
    }
}
