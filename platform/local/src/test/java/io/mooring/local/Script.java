package io.mooring.local;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./mooring} of this or another tree with an environment of the test's own. */
final class Script {

    private final Map<String, String> environment;

    private final Path file;

    Script(Map<String, String> environment) {
        this(environment, ofThisTree());
    }

    Script(Map<String, String> environment, Path file) {
        this.environment = environment;
        this.file = file;
    }

    Outcome run(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(file.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectInput(new File("/dev/null"));
        Path errors = Files.createTempFile("mooring-script", ".err");
        builder.redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("./mooring " + List.of(arguments) + " does not end");
        }
        String err = Files.readString(errors);
        Files.delete(errors);
        return new Outcome(process.exitValue(), out, err);
    }

    static Path ofThisTree() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("mooring"))) {
            folder = folder.getParent();
        }
        return folder.resolve("mooring");
    }

    record Outcome(int exit, String out, String err) {}
}
