package io.mooring.testkit.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on a port of the loopback interface, for tests of a network that fails: pause it, cut it, slow it, mend it. What was
 * sent while paused arrives after {@link #resume}.
 */
public final class CutCable implements AutoCloseable {

    private volatile InetSocketAddress target;
    private final ServerSocket listener;
    private final Line line = new Line();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private CutCable(InetSocketAddress target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** A whole cable to a server. The server need not run yet. */
    public static CutCable to(String host, int port) {
        try {
            var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            CutCable cable = new CutCable(new InetSocketAddress(host, port), listener);
            Thread.ofVirtual().name("cable-accept").start(cable::acceptAll);
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    /** Where clients connect instead of the server. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Nothing passes any more, in both directions; connections stay open. */
    public void pause() {
        line.pause();
    }

    /** Ends {@link #pause}. */
    public void resume() {
        line.resume();
    }

    /** Resets all connections (RST) and every new one, until {@link #mend}. */
    public void cut() {
        cut = true;
        reset();
    }

    /** Ends {@link #cut}; broken connections stay broken. */
    public void mend() {
        cut = false;
    }

    /** Resets all present connections (RST); new ones pass. */
    public void reset() {
        Set<Socket> all = Set.copyOf(sockets);
        all.forEach(CutCable::breakAtClose);
        all.forEach(CutCable::close);
    }

    /** Everything arrives this much later, in each direction. */
    public void latency(Duration oneWay) {
        line.latency(oneWay);
    }

    /** Leads to another server from now on, as an address does after a failover; present connections are reset. */
    public void leadTo(String host, int port) {
        target = new InetSocketAddress(host, port);
        reset();
    }

    /** At most this many bytes in a second on each connection and direction; 0 takes the limit away. */
    public void limit(long bytesPerSecond) {
        line.limit(bytesPerSecond);
    }

    /** How many connections pass through now. */
    public int connections() {
        return sockets.size() / 2;
    }

    @Override
    public void close() {
        // Whom the waiting accept() still lets in is turned away.
        cut = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            line.resume();
            reset();
        }
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException closedOrTargetDown) {
                // The client sees its connection reset; the next one may do better.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        if (cut) {
            reset(client);
            return;
        }
        Socket server = new Socket();
        try {
            server.connect(target, 5_000);
        } catch (IOException down) {
            reset(client);
            throw down;
        }
        sockets.add(client);
        sockets.add(server);
        line.join(client, server, () -> forget(client, server));
        if (cut) {
            reset();
        }
    }

    private void forget(Socket client, Socket server) {
        sockets.remove(client);
        sockets.remove(server);
    }

    static void reset(Socket socket) {
        breakAtClose(socket);
        close(socket);
    }

    /** Closing with a linger time of zero sends RST instead of FIN (tcp(7), SO_LINGER). */
    private static void breakAtClose(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException alreadyClosed) {
            // What we wanted.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // What we wanted.
        }
    }
}
