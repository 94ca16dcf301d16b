package io.mooring.backup.rebuild;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stock program, its words in a file; it does not outlive {@link #close()}. */
public final class Tool implements AutoCloseable {

    private static final int WORDS = 1000;

    private final Process process;
    private final Path log;

    private Tool(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** How it ended. */
    public record Said(boolean good, String words) {}

    /**
     * Starts it with all it says in one file.
     *
     * @param runAs goes before the command: as whom it runs; empty for ourselves
     */
    public static Tool start(
            List<String> runAs, Path folder, Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder = builder(runAs, folder, environment, command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        return new Tool(builder.start(), log);
    }

    /** Starts it with its answer in one file and its complaints in another. */
    static Tool start(List<String> runAs, Path folder, Path answer, Path complaints, List<String> command)
            throws IOException {
        ProcessBuilder builder = builder(runAs, folder, Map.of(), command)
                .redirectError(complaints.toFile())
                .redirectOutput(answer.toFile());
        return new Tool(builder.start(), complaints);
    }

    private static ProcessBuilder builder(
            List<String> runAs, Path folder, Map<String, String> environment, List<String> command) {
        List<String> line = new ArrayList<>(runAs);
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        return builder;
    }

    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Waits for its end; an interrupt kills it. */
    public Said end() throws IOException, InterruptedException {
        int code = process.waitFor();
        String all = Files.size(log) > WORDS * 4L ? "" : Files.readString(log).strip();
        String words =
                all.lines().limit(5).reduce((one, next) -> one + " " + next).orElse("");
        return new Said(
                code == 0, words.isEmpty() ? "exit code " + code : words.substring(0, Math.min(WORDS, words.length())));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
