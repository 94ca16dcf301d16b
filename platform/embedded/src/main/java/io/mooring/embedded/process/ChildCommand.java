package io.mooring.embedded.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run.
 *
 * @param name for messages and thread names
 * @param prefix a wrapper such as {@code unshare -U}, empty for none; it must replace itself by the command (exec)
 * @param command program and arguments
 * @param environment additions to this JVM's environment
 * @param folder where it runs
 * @param log both streams are appended here
 * @param stopSignal what asks it to end, "TERM" or PostgreSQL's "INT"
 * @param onParentDeath what the kernel sends when this JVM dies without stopping it
 */
public record ChildCommand(
        String name,
        List<String> prefix,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        String stopSignal,
        String onParentDeath) {

    private static final Optional<Path> SETPRIV = Programs.find("setpriv");

    /** Whether the kernel ends children when this JVM dies, however it dies. */
    static final boolean KERNEL_ENDS_IT = SETPRIV.isPresent();

    public ChildCommand {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A command needs a program");
        }
        prefix = List.copyOf(prefix);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** A command that ends on SIGTERM and is killed when this JVM dies. */
    public static ChildCommand of(String name, List<String> command, Map<String, String> environment, Path log) {
        return new ChildCommand(
                name, List.of(), command, environment, Path.of(System.getProperty("user.dir")), log, "TERM", "KILL");
    }

    ProcessBuilder builder() {
        List<String> line = new ArrayList<>(prefix);
        SETPRIV.ifPresent(program -> line.addAll(List.of(program.toString(), "--pdeathsig", onParentDeath, "--")));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder;
    }
}
