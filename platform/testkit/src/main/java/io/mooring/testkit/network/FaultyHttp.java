package io.mooring.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * An HTTP/1.1 proxy before one server, on a port of the loopback interface, for tests of a server and a way to it that fail: it answers
 * chosen requests in the server's name, cuts connections in the middle of a body, loses answers, and flips bits. Everything else passes byte
 * for byte. Bodies are held in memory.
 */
public final class FaultyHttp implements AutoCloseable {

    private final InetSocketAddress target;
    private final ServerSocket listener;
    private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
    private final List<Ambush> ambushes = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private FaultyHttp(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** Before the server of this address; nothing goes wrong yet. */
    public static FaultyHttp to(URI server) {
        try {
            var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            FaultyHttp proxy = new FaultyHttp(new InetSocketAddress(server.getHost(), server.getPort()), listener);
            Thread.ofVirtual().name("faulty-http-accept").start(proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients go instead of the server. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /**
     * Lets chosen requests meet this trouble: those from the {@code first} on (1 is the next one that is chosen), so many {@code times}.
     * What is waited for first is met first.
     */
    public void trouble(Predicate<SeenRequest> chosen, int first, int times, HttpTrouble trouble) {
        ambushes.add(new Ambush(chosen, first, times, trouble));
    }

    /** Nothing goes wrong any more, except for what is underway. */
    public void peace() {
        ambushes.clear();
    }

    /** All requests that came so far, in their order. */
    public List<SeenRequest> seen() {
        return List.copyOf(seen);
    }

    /** Forgets what was {@link #seen}. */
    public void forget() {
        seen.clear();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            sockets.forEach(CutCable::reset);
        }
    }

    Optional<HttpTrouble> met(SeenRequest request) {
        seen.add(request);
        return ambushes.stream()
                .filter(ambush -> ambush.meets(request))
                .map(ambush -> ambush.trouble)
                .findFirst();
    }

    Socket server() throws IOException {
        Socket server = new Socket();
        server.connect(target, 5_000);
        sockets.add(server);
        return server;
    }

    void forget(Socket socket) {
        sockets.remove(socket);
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                Thread.ofVirtual().name("faulty-http").start(new FaultyConnection(this, client));
            } catch (IOException closed) {
                // The loop's condition tells.
            }
        }
    }

    private static final class Ambush {

        private final Predicate<SeenRequest> chosen;
        private final HttpTrouble trouble;
        private int toPass;
        private int left;

        Ambush(Predicate<SeenRequest> chosen, int first, int times, HttpTrouble trouble) {
            this.chosen = chosen;
            this.trouble = trouble;
            this.toPass = first - 1;
            this.left = times;
        }

        synchronized boolean meets(SeenRequest request) {
            if (!chosen.test(request) || toPass-- > 0 || left == 0) {
                return false;
            }
            left--;
            return true;
        }
    }
}
