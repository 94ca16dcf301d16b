package io.mooring.embedded.mail;

import io.mooring.embedded.loopback.LoopbackServer;
import io.mooring.embedded.loopback.Reply;
import io.mooring.embedded.loopback.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes mail by SMTP on loopback, keeps the newest, delivers nothing, and shows them as a page. Faults are queued and taken
 * one for each connection.
 */
public final class MailStandIn implements AutoCloseable {

    private static final int KEPT = 10_000;

    private final ArrayDeque<ReceivedMail> mails = new ArrayDeque<>();
    private final Queue<MailFault> faults = new ConcurrentLinkedQueue<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final @Nullable SSLContext certificate;
    private final boolean encryptsAtOnce;
    private volatile SignIn.@Nullable Said account;
    private final ServerSocket smtp;
    private final LoopbackServer pages;

    private MailStandIn(int smtpPort, int pagePort, @Nullable SSLContext certificate, boolean encryptsAtOnce)
            throws IOException {
        this.certificate = certificate;
        this.encryptsAtOnce = encryptsAtOnce;
        this.smtp = new ServerSocket(smtpPort, 50, InetAddress.getLoopbackAddress());
        this.pages = LoopbackServer.start(pagePort, this::page);
        Thread.ofVirtual().name("mail-accept").start(this::acceptAll);
    }

    /** Ports may be 0 for any free ones. */
    public static MailStandIn start(int smtpPort, int pagePort) throws IOException {
        return new MailStandIn(smtpPort, pagePort, null, false);
    }

    /** With a certificate: encrypted from the start, or by STARTTLS before anything else. */
    public static MailStandIn encrypted(SSLContext certificate, boolean fromTheStart) throws IOException {
        return new MailStandIn(0, 0, certificate, fromTheStart);
    }

    public int smtpPort() {
        return smtp.getLocalPort();
    }

    /** Where a person reads the mails. */
    public URI pageUrl() {
        return pages.uri();
    }

    /** The newest, oldest first. */
    public synchronized List<ReceivedMail> mails() {
        return List.copyOf(mails);
    }

    /** As if none had come. */
    public synchronized void forget() {
        mails.clear();
    }

    /** From now on only this account may send. */
    public void demand(String user, String password) {
        account = new SignIn.Said(user, password);
    }

    /** Does this to the next connections, in this order. */
    public void next(MailFault... next) {
        faults.addAll(List.of(next));
    }

    private void acceptAll() {
        while (!smtp.isClosed()) {
            try {
                Socket client = smtp.accept();
                clients.add(client);
                Thread.ofVirtual().name("mail").start(() -> serve(client));
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private void serve(Socket socket) {
        try (SmtpConnection client = new SmtpConnection(socket)) {
            if (certificate != null && encryptsAtOnce) {
                client.encrypt(certificate);
            }
            new SmtpConversation(client, certificate, faults.poll(), account, this::keep).hold();
        } catch (IOException gone) {
            // Whoever hangs up in the middle has sent nothing.
        } finally {
            clients.remove(socket);
        }
    }

    private synchronized void keep(ReceivedMail mail) {
        mails.add(mail);
        if (mails.size() > KEPT) {
            mails.removeFirst();
        }
    }

    private Reply page(Request request) {
        return MailPages.of(request.path(), mails());
    }

    @Override
    public void close() {
        try {
            smtp.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException alreadyGone) {
            // It shall be closed, and it is.
        }
        pages.close();
    }
}
