package io.mooring.backup.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The commands one would use without us, timed. */
final class StockTools {

    private final Map<String, String> environment;
    private final Path folder;

    StockTools(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** Runs a bash script and answers how long it took. */
    Duration time(String script) throws IOException, InterruptedException {
        long start = System.nanoTime();
        run(script);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Runs a bash script and answers what it printed. */
    String run(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", script))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("'" + script + "' failed: " + said);
        }
        return said.strip();
    }
}
