package io.mooring.backup.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A stock program run as the unprivileged account of a restore test, its words in a file of the test's folder. */
final class Tool implements AutoCloseable {

    private static final int WORDS = 1000;

    private final Process process;
    private final Path log;

    private Tool(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** How it ended. */
    record Said(boolean good, String words) {}

    static Tool start(
            UnprivilegedAccount account, Path folder, Path log, Map<String, String> environment, List<String> command)
            throws IOException {
        List<String> line = new ArrayList<>(account.prefix());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        return new Tool(builder.start(), log);
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    /** Waits for its end; an interrupt kills it. */
    Said end() throws IOException, InterruptedException {
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
