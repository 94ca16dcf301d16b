package io.mooring.embedded.mail;

import io.mooring.embedded.mail.MailFault.Step;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a server says to a client, as RFC 5321 has it, with STARTTLS (RFC 3207) and AUTH PLAIN and LOGIN (RFC 4954). Any user
 * and any password will do.
 */
final class SmtpConversation {

    private static final int LARGEST_MAIL = 10 << 20;

    private final SmtpConnection client;
    private final @Nullable SSLContext certificate;
    private final @Nullable MailFault fault;
    private final Consumer<ReceivedMail> taken;
    private String user = "";
    private String sender = "";
    private final List<String> recipients = new ArrayList<>();

    SmtpConversation(
            SmtpConnection client,
            @Nullable SSLContext certificate,
            @Nullable MailFault fault,
            Consumer<ReceivedMail> taken) {
        this.client = client;
        this.certificate = certificate;
        this.fault = fault;
        this.taken = taken;
    }

    void hold() throws IOException {
        if (!client.goesOn(fault, Step.GREETING)) {
            return;
        }
        client.say("220 localhost ESMTP stand-in");
        for (String line = client.hear(); line != null && !line.equalsIgnoreCase("QUIT"); line = client.hear()) {
            answer(line, line.toUpperCase(Locale.ROOT));
        }
        client.say("221 2.0.0 Bye");
    }

    private void answer(String line, String command) throws IOException {
        if (command.startsWith("EHLO") || command.startsWith("HELO")) {
            greet(command.startsWith("EHLO"));
        } else if (command.equals("STARTTLS") && certificate != null) {
            client.say("220 2.0.0 Ready");
            client.encrypt(certificate);
        } else if (command.startsWith("AUTH ")) {
            signIn(line, command);
        } else if (command.startsWith("MAIL FROM:")) {
            begin(line);
        } else if (command.startsWith("RCPT TO:")) {
            add(address(line));
        } else if (command.equals("DATA")) {
            take();
        } else {
            client.say(command.equals("RSET") || command.equals("NOOP") ? "250 2.0.0 Ok" : "502 5.5.2 Not known here");
        }
    }

    private void greet(boolean extended) throws IOException {
        boolean offers =
                certificate != null && !client.isEncrypted() && !(fault instanceof MailFault.OffersNoEncryption);
        client.say(extended ? "250-localhost" : "250 localhost");
        if (extended) {
            client.say("250-AUTH PLAIN LOGIN");
            client.say(offers ? "250-STARTTLS" : "250-8BITMIME");
            client.say("250 SIZE " + LARGEST_MAIL);
        }
    }

    private void signIn(String line, String command) throws IOException {
        String said = new SignIn(client).user(line, command);
        if (client.goesOn(fault, Step.AUTH)) {
            user = said;
            client.say("235 2.7.0 Welcome");
        }
    }

    private void begin(String line) throws IOException {
        if (client.goesOn(fault, Step.SENDER)) {
            sender = address(line);
            recipients.clear();
            client.say("250 2.1.0 Ok");
        }
    }

    private void add(String address) throws IOException {
        if (fault instanceof MailFault.RefusesRecipient refuses
                && refuses.address().equals(address)) {
            client.say(refuses.reply());
        } else if (client.goesOn(fault, Step.RECIPIENT)) {
            recipients.add(address);
            client.say("250 2.1.5 Ok");
        }
    }

    private void take() throws IOException {
        if (recipients.isEmpty()) {
            client.say("503 5.5.1 No recipients");
            return;
        }
        if (!client.goesOn(fault, Step.DATA)) {
            return;
        }
        client.say("354 Go on");
        String source = content();
        if (client.goesOn(fault, Step.CONTENT)) {
            taken.accept(new ReceivedMail(sender, recipients, source, client.isEncrypted(), user, Instant.now()));
            end();
        }
    }

    private void end() throws IOException {
        if (fault instanceof MailFault.TakesThenCuts) {
            throw new IOException("Cut as asked");
        }
        if (fault instanceof MailFault.TakesThenHangs) {
            client.hang();
        }
        client.say("250 2.0.0 Taken");
    }

    private String content() throws IOException {
        StringBuilder source = new StringBuilder();
        for (String line = client.hear(); !".".equals(line); line = client.hear()) {
            if (line == null || source.length() > LARGEST_MAIL) {
                throw new IOException("No end of the mail");
            }
            source.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        return source.toString();
    }

    private static String address(String line) {
        int begin = line.indexOf('<');
        int end = line.indexOf('>', begin + 1);
        return begin < 0 || end < 0 ? "" : line.substring(begin + 1, end);
    }
}
