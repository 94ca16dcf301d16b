package io.mooring.embedded.mail;

import io.mooring.embedded.mail.MailFault.Step;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a server says to a client, as RFC 5321 has it, with SIZE (RFC 1870), STARTTLS (RFC 3207) and AUTH PLAIN and LOGIN (RFC
 * 4954). Any user and any password will do where none is demanded; where there is a certificate, encryption is.
 */
final class SmtpConversation {

    static final String LINE_TOO_LONG = "500 5.5.2 Line too long";
    static final String TOO_LARGE = "552 5.3.4 The mail is larger than " + MailText.LARGEST + " octets";

    private static final String OK = "250 2.0.0 Ok";
    private static final String NOT_NOW = "503 5.5.1 Bad sequence of commands";
    /** RFC 3207, 4. */
    private static final Set<String> IN_THE_OPEN = Set.of("NOOP", "EHLO", "STARTTLS");

    private final SmtpConnection client;
    private final @Nullable SSLContext certificate;
    private final @Nullable MailFault fault;
    private final SignIn.@Nullable Said account;
    private final Consumer<ReceivedMail> taken;
    private final MailTransaction mail = new MailTransaction();
    private String user = "";

    /** @param account who may send; null for anybody */
    SmtpConversation(
            SmtpConnection client,
            @Nullable SSLContext certificate,
            @Nullable MailFault fault,
            SignIn.@Nullable Said account,
            Consumer<ReceivedMail> taken) {
        this.client = client;
        this.certificate = certificate;
        this.fault = fault;
        this.account = account;
        this.taken = taken;
    }

    void hold() throws IOException {
        if (!client.goesOn(fault, Step.GREETING)) {
            return;
        }
        client.say("220 localhost ESMTP stand-in");
        for (SmtpLine line = client.hear(); line != null && !line.verb().equals("QUIT"); line = client.hear()) {
            answer(line);
        }
        client.say("221 2.0.0 Bye");
    }

    private void answer(SmtpLine line) throws IOException {
        if (line.isTooLongForACommand()) {
            client.say(LINE_TOO_LONG);
        } else if (certificate != null && !client.isEncrypted() && !IN_THE_OPEN.contains(line.verb())) {
            client.say("530 5.7.0 Must issue a STARTTLS command first");
        } else {
            obey(line.verb(), line.text());
        }
    }

    private void obey(String verb, String line) throws IOException {
        switch (verb) {
            case "EHLO" -> greet();
            case "HELO" -> {
                mail.end();
                client.say("250 localhost");
            }
            case "STARTTLS" -> encrypt();
            case "AUTH" -> signIn(line);
            case "MAIL" -> begin(line);
            case "RCPT" -> add(line);
            case "DATA" -> take();
            case "RSET" -> {
                mail.end();
                client.say(OK);
            }
            case "NOOP" -> client.say(OK);
            default -> client.say("502 5.5.2 Not known here");
        }
    }

    private void greet() throws IOException {
        mail.end();
        client.say("250-localhost");
        client.say("250-8BITMIME");
        client.say("250-AUTH PLAIN LOGIN");
        if (certificate != null && !client.isEncrypted() && !(fault instanceof MailFault.OffersNoEncryption)) {
            client.say("250-STARTTLS");
        }
        client.say("250 SIZE " + MailText.LARGEST);
    }

    /** What was said in the open is forgotten (RFC 3207, 4.2). */
    private void encrypt() throws IOException {
        if (certificate == null || client.isEncrypted()) {
            client.say("502 5.5.1 Not offered here");
            return;
        }
        client.say("220 2.0.0 Ready");
        client.encrypt(certificate);
        mail.end();
        user = "";
    }

    private void signIn(String line) throws IOException {
        SignIn.Said said = new SignIn(client).said(line);
        if (!client.goesOn(fault, Step.AUTH)) {
            return;
        }
        if (account == null || account.equals(said)) {
            user = said.user();
            client.say("235 2.7.0 Welcome");
        } else {
            client.say("535 5.7.8 Authentication credentials invalid");
        }
    }

    private void begin(String line) throws IOException {
        Optional<String> from = MailTransaction.address(line);
        if (account != null && user.isEmpty()) {
            client.say("530 5.7.0 Authentication required");
        } else if (mail.isOpen()) {
            client.say(NOT_NOW);
        } else if (from.isEmpty()) {
            client.say("501 5.5.4 No sender");
        } else if (MailTransaction.isLarger(line, MailText.LARGEST)) {
            client.say(TOO_LARGE);
        } else if (client.goesOn(fault, Step.SENDER)) {
            mail.begin(from.get());
            client.say("250 2.1.0 Ok");
        }
    }

    private void add(String line) throws IOException {
        String address = MailTransaction.address(line).orElse("");
        if (!mail.isOpen()) {
            client.say(NOT_NOW);
        } else if (address.isEmpty()) {
            client.say("501 5.5.4 No recipient");
        } else if (fault instanceof MailFault.RefusesRecipient refuses
                && refuses.address().equals(address)) {
            client.say(refuses.reply());
        } else if (client.goesOn(fault, Step.RECIPIENT)) {
            mail.add(address);
            client.say("250 2.1.5 Ok");
        }
    }

    private void take() throws IOException {
        if (!mail.isOpen()) {
            client.say(NOT_NOW);
        } else if (mail.recipients().isEmpty()) {
            client.say("554 5.5.1 No valid recipients");
        } else if (client.goesOn(fault, Step.DATA)) {
            client.say("354 Go on");
            MailText text = MailText.of(client);
            if (text.refusal() != null) {
                client.say(text.refusal());
            } else if (client.goesOn(fault, Step.CONTENT)) {
                keep(text.source());
            }
            mail.end();
        }
    }

    private void keep(String source) throws IOException {
        taken.accept(
                new ReceivedMail(mail.sender(), mail.recipients(), source, client.isEncrypted(), user, Instant.now()));
        if (fault instanceof MailFault.TakesThenCuts) {
            throw new IOException("Cut as asked");
        }
        if (fault instanceof MailFault.TakesThenHangs) {
            client.hang();
        }
        client.say("250 2.0.0 Taken");
    }
}
