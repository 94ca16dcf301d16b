package io.mooring.testkit.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A service for {@link ServiceProcessIT}: healthy at any path, and starts a child when asked to. */
final class EchoService {

    private EchoService() {}

    public static void main(String[] args) throws IOException {
        if (Boolean.getBoolean("echo.fail")) {
            System.out.println("refusing to start");
            System.exit(7);
        }
        if (Boolean.getBoolean("echo.child")) {
            Process child = new ProcessBuilder("sleep", "600").start();
            System.out.println("child=" + child.pid());
        }
        System.out.println("secret=" + System.getenv("ECHO_SECRET"));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.getInteger("echo.port"));
        HttpServer server = HttpServer.create(address, 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
    }
}
