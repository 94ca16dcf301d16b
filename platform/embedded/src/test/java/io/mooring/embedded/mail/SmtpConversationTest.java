package io.mooring.embedded.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a client meets it that says what it likes, in whatever order. */
class SmtpConversationTest {

    private static final String FROM = "MAIL FROM:<mooring@example.org>";
    private static final String TO = "RCPT TO:<ann@example.org>";

    private MailStandIn server;
    private Socket socket;
    private BufferedReader in;

    @BeforeEach
    void start() throws IOException {
        server = MailStandIn.start(0, 0);
        connect();
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        server.close();
    }

    @Test
    void aMailGoesThroughAndThenAnother() throws IOException {
        for (int mail = 1; mail <= 2; mail++) {
            assertThat(codes(FROM, TO, "DATA", "Subject: x", "", "..", ".")).containsExactly(250, 250, 354, 250);
            assertThat(server.mails()).hasSize(mail);
        }
        assertThat(server.mails().getFirst().source()).isEqualTo("Subject: x\r\n\r\n.\r\n");
        assertThat(codes(TO)).as("the mail before has ended").containsExactly(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {TO, "DATA"})
    void nothingComesBeforeTheSender(String command) throws IOException {
        assertThat(codes("EHLO localhost", command)).containsExactly(250, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET", "EHLO localhost", "HELO localhost"})
    void whatBeginsAgainForgetsTheSender(String again) throws IOException {
        assertThat(codes(FROM, TO, again, TO, "DATA")).containsExactly(250, 250, 250, 503, 503);
    }

    @Test
    void oneMailIsBegunAtATime() throws IOException {
        assertThat(codes(FROM, FROM, TO)).containsExactly(250, 503, 250);
    }

    @Test
    void aMailWithoutAValidRecipientIsNotTaken() throws IOException {
        assertThat(codes(FROM, "DATA")).containsExactly(250, 554);
        socket.close();
        server.next(new MailFault.RefusesRecipient("ann@example.org", "550 5.1.1 No such user"));
        connect();
        assertThat(codes(FROM, TO, "DATA")).containsExactly(250, 550, 554);
    }

    @ParameterizedTest
    @CsvSource({"10485760, 250", "10485761, 552", "99999999999999999999, 552"})
    void aMailThatIsDeclaredTooLargeIsRefusedAtOnce(String size, int code) throws IOException {
        assertThat(codes(FROM + " BODY=8BITMIME SIZE=" + size)).containsExactly(code);
    }

    @Test
    void aMailThatTurnsOutTooLargeIsReadToItsEndAndRefused() throws IOException {
        List<String> lines = new ArrayList<>(List.of(FROM, TO, "DATA"));
        for (int line = 0; line <= MailText.LARGEST / 1_000; line++) {
            lines.add("x".repeat(998));
        }
        lines.add(".");
        assertThat(codes(lines.toArray(String[]::new))).containsExactly(250, 250, 354, 552);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void aCommandHas512OctetsAndThatOfTheSenderSomeMoreForItsExtensions() throws IOException {
        assertThat(codes("NOOP " + "x".repeat(505), "NOOP " + "x".repeat(506), "NOOP " + "x".repeat(100_000), "NOOP"))
                .containsExactly(250, 500, 500, 250);
        assertThat(codes(FROM + " AUTH=" + "x".repeat(1_016))).containsExactly(250);
        assertThat(codes("RSET", FROM + " AUTH=" + "x".repeat(1_017))).containsExactly(250, 500);
    }

    @Test
    void aLineOfTextHas1000OctetsAndADotInFrontOfAnotherIsNotCounted() throws IOException {
        assertThat(codes(FROM, TO, "DATA", "x".repeat(998), ".".repeat(999), "."))
                .containsExactly(250, 250, 354, 250);
        assertThat(codes(FROM, TO, "DATA", "x".repeat(999), "short", ".")).containsExactly(250, 250, 354, 500);
        assertThat(codes(FROM, TO, "DATA", ".".repeat(1_000), ".")).containsExactly(250, 250, 354, 500);
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void whereEncryptionIsOfferedItIsDemanded() throws Exception {
        try (MailStandIn encrypted = MailStandIn.encrypted(SSLContext.getDefault(), false)) {
            socket.close();
            connect(encrypted.smtpPort());
            assertThat(codes("NOOP", "EHLO localhost", FROM, "AUTH PLAIN AGEAYg==", "RSET", TO, "DATA"))
                    .containsExactly(250, 250, 530, 530, 530, 530, 530);
            assertThat(codes("STARTTLS")).containsExactly(220);
        }
    }

    @Test
    void whatIsNoCommandIsSaidSo() throws IOException {
        assertThat(codes("FROM:<a@b>", "MAIL a@b", "STARTTLS", FROM, "RCPT TO:<>"))
                .containsExactly(502, 501, 502, 250, 501);
    }

    private void connect() throws IOException {
        connect(server.smtpPort());
    }

    private void connect(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(reply()).isEqualTo(220);
    }

    /** Says these lines; nothing is answered to what is between 354 and the single dot. */
    private List<Integer> codes(String... lines) throws IOException {
        List<Integer> codes = new ArrayList<>();
        boolean text = false;
        for (String line : lines) {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            text = text && !line.equals(".");
            if (!text) {
                codes.add(reply());
                text = codes.getLast() == 354;
            }
        }
        return codes;
    }

    private int reply() throws IOException {
        String line = in.readLine();
        while (line != null && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return line == null ? 0 : Integer.parseInt(line.substring(0, 3));
    }
}
