package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who the server runs as. PostgreSQL refuses root, and what a dump holds is somebody else's code. When we are root it is the
 * package's user; where that user cannot reach the folder, a user namespace in which root is nobody.
 */
public final class UnprivilegedAccount {

    public static final String PACKAGE_USER = "postgres";
    private static final List<String> AS_USER = List.of(
            "setpriv", "--reuid", PACKAGE_USER, "--regid", PACKAGE_USER, "--init-groups", "--no-new-privs", "--");
    private static final List<String> AS_NOBODY = List.of("unshare", "--user");

    private final List<String> prefix;

    private UnprivilegedAccount(List<String> prefix) {
        this.prefix = prefix;
    }

    /** Chooses, and gives the folder with all in it to that account. */
    public static UnprivilegedAccount owning(Path folder) throws ServerUnavailable, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new UnprivilegedAccount(List.of());
        }
        if (succeeds(AS_USER, "true")) {
            UserPrincipal root = give(folder, null);
            if (succeeds(AS_USER, "test", "-w", folder.toString())) {
                return new UnprivilegedAccount(AS_USER);
            }
            give(folder, root);
        }
        if (succeeds(AS_NOBODY, "true")) {
            return new UnprivilegedAccount(AS_NOBODY);
        }
        throw new ServerUnavailable(
                "PostgreSQL does not run as root, and there is no other account to run it as: neither the user '"
                        + PACKAGE_USER + "' can use " + folder + ", nor are user namespaces allowed.",
                "Run the service as an ordinary user, or let the user '" + PACKAGE_USER + "' into " + folder.getParent()
                        + ".");
    }

    /** Writes a file that the account can read, whatever our umask is: it goes to whom its folder belongs. */
    public static void write(Path file, String content) throws IOException {
        Files.writeString(file, content);
        Files.setOwner(file, Files.getOwner(file.toAbsolutePath().getParent()));
    }

    /** What goes before a command. */
    public List<String> prefix() {
        return prefix;
    }

    /** @return who owned the folder before; {@code to} null is the package's user */
    private static UserPrincipal give(Path folder, @Nullable UserPrincipal to) throws ServerUnavailable {
        try {
            UserPrincipal before = Files.getOwner(folder);
            UserPrincipal owner = to == null
                    ? folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(PACKAGE_USER)
                    : to;
            Files.walkFileTree(folder, new GiveAll(owner));
            return before;
        } catch (IOException refused) {
            throw new ServerUnavailable(
                    "The folder " + folder + " cannot be given to the user '" + PACKAGE_USER + "': " + refused,
                    "Choose a folder on a local disk.",
                    refused);
        }
    }

    private static boolean succeeds(List<String> prefix, String... command) throws InterruptedException {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static final class GiveAll extends SimpleFileVisitor<Path> {
        private final UserPrincipal owner;

        private GiveAll(UserPrincipal owner) {
            this.owner = owner;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.setOwner(folder, owner);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isSymbolicLink()) {
                Files.setOwner(file, owner);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
