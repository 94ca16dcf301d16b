package io.mooring.embedded.postgres;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.Programs;
import java.nio.file.Path;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. When we are root it therefore runs in a user namespace of its own
 * ({@code unshare --user}), where it is nobody and yet may use the files of root, so that the data may lie anywhere, also
 * under {@code /root}. Where namespaces are forbidden it runs as the package's own user, who gets the data folder.
 */
final class ServerAccount {

    private static final String PACKAGE_USER = "postgres";
    private static final List<String> NAMESPACE = List.of("unshare", "--user");

    private final List<String> prefix;
    private final boolean ownsData;

    private ServerAccount(List<String> prefix, boolean ownsData) {
        this.prefix = prefix;
        this.ownsData = ownsData;
    }

    static ServerAccount choose() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ServerAccount(List.of(), false);
        }
        if (Programs.output("unshare", "--user", "true").isPresent()) {
            return new ServerAccount(NAMESPACE, false);
        }
        if (Programs.output("id", PACKAGE_USER).isPresent()
                && Programs.find("setpriv").isPresent()) {
            return new ServerAccount(
                    List.of("setpriv", "--reuid", PACKAGE_USER, "--regid", PACKAGE_USER, "--init-groups", "--"), true);
        }
        throw new EmbeddedPartException(
                "PostgreSQL does not run as root: allow user namespaces, or create the user '" + PACKAGE_USER + "'");
    }

    /** What goes before the command. */
    List<String> prefix() {
        return prefix;
    }

    /** Gives the folder to the account the server runs under, where that is another one than ours. */
    void give(Path folder) {
        if (ownsData
                && Programs.output("chown", "-R", PACKAGE_USER + ":" + PACKAGE_USER, folder.toString())
                        .isEmpty()) {
            throw new EmbeddedPartException("Cannot give " + folder + " to the user " + PACKAGE_USER);
        }
    }
}
