package io.mooring.embedded.mail;

import io.mooring.embedded.mail.MailFault.Step;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The lines of one connection, encrypted or not. Bytes are read as ISO 8859-1, so that none is lost. */
final class SmtpConnection implements AutoCloseable {

    private static final int KEPT_OF_A_LINE = 64 * 1024;

    private Socket socket;
    private InputStream in;

    SmtpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** From here on encrypted. */
    void encrypt(SSLContext certificate) throws IOException {
        SSLSocket encrypted = (SSLSocket) certificate.getSocketFactory().createSocket(socket, null, true);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        socket = encrypted;
        in = new BufferedInputStream(encrypted.getInputStream());
    }

    boolean isEncrypted() {
        return socket instanceof SSLSocket;
    }

    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** Null at the end, and for a line that has none. */
    @Nullable
    SmtpLine hear() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octets = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            octets++;
            if (next == '\n') {
                return new SmtpLine(withoutEnd(line.toString(StandardCharsets.ISO_8859_1)), octets);
            }
            if (octets <= KEPT_OF_A_LINE) {
                line.write(next);
            }
        }
        return null;
    }

    private static String withoutEnd(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** Waits until the client gives up. */
    void hang() throws IOException {
        while (in.read() >= 0) {
            // Whatever it says, it gets no answer.
        }
    }

    /** Does what the fault wants at this step. */
    boolean goesOn(@Nullable MailFault fault, Step step) throws IOException {
        return switch (fault) {
            case MailFault.Answers answers
            when answers.step() == step -> {
                say(answers.reply());
                yield false;
            }
            case MailFault.Cuts cuts when cuts.step() == step -> throw new IOException("Cut as asked");
            case MailFault.Hangs hangs
            when hangs.step() == step -> {
                hang();
                throw new IOException("Left as asked");
            }
            case null, default -> true;
        };
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
