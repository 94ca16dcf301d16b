package io.mooring.issuer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** The real issuer on a free port, with one user per role (password {@code <role>-pass-1}), for tests of other modules too. */
public final class TestIssuer implements AutoCloseable {

    public static final String CONSOLE_SECRET = "console-secret-for-tests";
    public static final String CLI_SECRET = "cli-secret-for-tests";

    private final int port;
    private final String[] arguments;
    private ConfigurableApplicationContext context;

    private TestIssuer(int port, String... arguments) {
        this.port = port;
        this.arguments = arguments;
        this.context = IssuerApplication.application().run(arguments);
    }

    /** Starts it; {@code gateway} is where browsers return to. */
    public static TestIssuer start(Path folder, URI gateway, String... more) {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--issuer.url=http://127.0.0.1:" + port,
                "--issuer.key-file=" + folder.resolve("key.json"),
                "--issuer.console.secret=" + CONSOLE_SECRET,
                "--issuer.cli.secret=" + CLI_SECRET,
                "--issuer.console.redirect-uris=" + gateway + "/login/oauth2/code/mooring",
                "--issuer.console.post-logout-redirect-uris=" + gateway + "/"));
        List<String> names = List.of("viewer", "operator", "approver", "admin", "nobody");
        for (int i = 0; i < names.size(); i++) {
            String user = "--issuer.users[" + i + "].";
            arguments.add(user + "name=" + names.get(i));
            arguments.add(user + "display-name=The " + names.get(i));
            arguments.add(user + "password-file=" + passwordFile(folder, names.get(i)));
            arguments.add(user + "roles=" + (names.get(i).equals("nobody") ? "" : names.get(i)));
        }
        arguments.addAll(List.of(more));
        return new TestIssuer(port, arguments.toArray(String[]::new));
    }

    public static String password(String user) {
        return user + "-pass-1";
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A free port; the next server to start takes it. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }

    /** At the same address, with the same key; it has forgotten whom it gave refresh tokens. */
    public void startAgain() {
        context = IssuerApplication.application().run(arguments);
    }

    /** Stops it. */
    @Override
    public void close() {
        context.close();
    }

    private static Path passwordFile(Path folder, String user) {
        try {
            return Files.writeString(folder.resolve(user + "-password"), password(user) + "\n");
        } catch (IOException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
