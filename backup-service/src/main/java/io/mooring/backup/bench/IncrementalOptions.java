package io.mooring.backup.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How large a tree, and how often it changes.
 *
 * @param restic the program
 * @param restored for tests: what happens to the restored tree before it is compared
 */
record IncrementalOptions(int megabytes, long seed, int rounds, String restic, Consumer<Path> restored) {

    static final long MIB = 1024 * 1024;

    /** MOORING_BENCH_MEGABYTES (2000), _SEED (1) and _ROUNDS (3). */
    static IncrementalOptions of(Map<String, String> environment) {
        return new IncrementalOptions(
                Integer.parseInt(environment.getOrDefault("MOORING_BENCH_MEGABYTES", "2000")),
                Long.parseLong(environment.getOrDefault("MOORING_BENCH_SEED", "1")),
                Integer.parseInt(environment.getOrDefault("MOORING_BENCH_ROUNDS", "3")),
                "restic",
                tree -> {});
    }

    long bytes() {
        return megabytes * MIB;
    }
}
