package io.mooring.notifier.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port of the loopback interface on which nobody listens, ever: it is held, or some test's server would be given it. */
public final class NobodysPort {

    private static final Socket HELD = held();

    private NobodysPort() {}

    public static int number() {
        return HELD.getLocalPort();
    }

    private static Socket held() {
        try {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
