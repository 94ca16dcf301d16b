package io.mooring.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CutCableTest {

    private ServerSocket echo;
    private Thread serving;
    private CutCable cable;

    @BeforeEach
    void startEcho() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        serving = Thread.ofVirtual().start(this::serve);
        cable = CutCable.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws Exception {
        cable.close();
        stopEcho();
    }

    /** A thread that waits in accept() keeps the port open for a moment after the socket is closed. */
    private void stopEcho() throws Exception {
        echo.close();
        serving.join();
    }

    @Test
    void carriesBothWaysAndPassesTheEndOn() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write("hello".getBytes());
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
        }
        await().until(() -> cable.connections() == 0);
    }

    @Test
    void whatWasSentDuringAPauseArrivesAfterIt() throws IOException {
        try (Socket client = connect()) {
            assertThat(roundTrip(client, 1)).isEqualTo(1);
            cable.pause();
            client.getOutputStream().write(2);
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            cable.resume();

            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void leadsToAnotherServerAndResetsWhatLedToTheFormer() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                Socket client = connect()) {
            assertThat(roundTrip(client, 1)).isEqualTo(1);

            cable.leadTo("127.0.0.1", other.getLocalPort());

            assertThatThrownBy(() -> roundTrip(client, 2)).isInstanceOf(SocketException.class);
            try (Socket again = connect();
                    Socket served = other.accept()) {
                served.getOutputStream().write(9);
                assertThat(again.getInputStream().read()).isEqualTo(9);
            }
        }
    }

    @Test
    void aCutResetsConnectionsAndRefusesNewOnesUntilMended() throws IOException {
        try (Socket client = connect()) {
            roundTrip(client, 1);

            cable.cut();

            assertThatThrownBy(() -> roundTrip(client, 2)).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> {
                    try (Socket refused = connect()) {
                        if (roundTrip(refused, 3) < 0) {
                            throw new SocketException("closed");
                        }
                    }
                })
                .isInstanceOf(SocketException.class);

        cable.mend();

        try (Socket again = connect()) {
            assertThat(roundTrip(again, 4)).isEqualTo(4);
        }
    }

    @Test
    void latencyCountsInEachDirection() throws IOException {
        cable.latency(Duration.ofMillis(100));
        try (Socket client = connect()) {
            long start = System.nanoTime();

            roundTrip(client, 1);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aLimitHoldsBytesBack() throws IOException {
        cable.limit(100_000);
        try (Socket client = connect()) {
            long start = System.nanoTime();
            client.getOutputStream().write(new byte[40_000]);

            assertThat(client.getInputStream().readNBytes(40_000)).hasSize(40_000);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aServerThatIsDownLooksLikeOne() throws Exception {
        stopEcho();
        assertThatThrownBy(() -> {
                    try (Socket client = connect()) {
                        if (roundTrip(client, 1) < 0) {
                            throw new SocketException("closed");
                        }
                    }
                })
                .isInstanceOf(SocketException.class);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(cable.host(), cable.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int roundTrip(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread.ofVirtual().start(() -> copyBack(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void copyBack(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException cut) {
            // The test's doing.
        }
    }
}
