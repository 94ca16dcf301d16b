package io.mooring.backup.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs stock tools the way a person at a terminal does. */
public final class Shell {

    private Shell() {}

    /** How it ended and what it wrote to both streams. */
    public record Result(List<String> line, int exit, String output) {

        /** The output, or an error that shows it. */
        public String succeeded() {
            if (exit != 0) {
                throw new AssertionError(line + " ended with " + exit + ":\n" + output);
            }
            return output;
        }
    }

    public static Result run(List<String> line, Path folder, Map<String, String> environment, String input) {
        try {
            Path in = Files.createTempFile("in", ".txt");
            Path out = Files.createTempFile("out", ".txt");
            try {
                Files.writeString(in, input);
                ProcessBuilder builder = new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile());
                builder.environment().put("LC_ALL", "C");
                builder.environment().putAll(environment);
                int exit = builder.start().waitFor();
                return new Result(line, exit, new String(Files.readAllBytes(out), StandardCharsets.UTF_8));
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Result bash(String script, Path folder, Map<String, String> environment) {
        return run(List.of("bash", "-euo", "pipefail", "-c", script), folder, environment, "");
    }
}
