package io.mooring.backup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * When to kill: moments by chance, but within the phases that a run was seen to have, so that none of them is left out by chance.
 * The same seed gives the same moments.
 */
final class KillMoments {

    private static final Set<String> OVER = Set.of("completed", "partial", "failed", "cancelled");
    private static final Duration LOOK = Duration.ofMillis(10);

    /** A part of a run; ENDING is around its commit. */
    enum Aim {
        PREPARING,
        DUMPING,
        FINISHING,
        ENDING
    }

    /** @param into how far into the phase, 0 to 1 */
    record Moment(Aim aim, double into, boolean alone) {}

    private final Map<String, Long> millis = new LinkedHashMap<>();

    /** Follows a run to its end and keeps how long each phase took. */
    JsonNode measure(Caller caller, String runId) {
        String phase = "queued";
        long since = System.nanoTime();
        while (!"over".equals(phase)) {
            String next = awaitOtherThan(phase, caller, runId);
            long now = System.nanoTime();
            millis.put(phase, Duration.ofNanos(now - since).toMillis());
            since = now;
            phase = next;
        }
        return caller.run(runId);
    }

    /** For each of these aims a moment, in an order by chance. */
    static List<Moment> of(List<Aim> aims, Random random) {
        List<Moment> moments = new ArrayList<>(aims.stream()
                .map(aim -> new Moment(aim, random.nextDouble(), random.nextBoolean()))
                .toList());
        Collections.shuffle(moments, random);
        return moments;
    }

    /** Waits until the run is in the aimed phase, or past it; how long after that to kill, in milliseconds. */
    long await(Moment moment, Caller caller, String runId) {
        List<String> past =
                switch (moment.aim()) {
                    case PREPARING -> List.of("preparing", "dumping", "finishing", "over");
                    case DUMPING -> List.of("dumping", "finishing", "over");
                    case FINISHING, ENDING -> List.of("finishing", "over");
                };
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(LOOK)
                .ignoreExceptions()
                .until(() -> past.contains(phase(caller.run(runId))));
        return switch (moment.aim()) {
            case PREPARING -> (long) (took("preparing") * moment.into());
            // The pace varies: a kill that is meant for the dump must not come after it.
            case DUMPING -> (long) (took("dumping") * moment.into() * 0.8);
            case FINISHING -> (long) (took("finishing") * moment.into() * 0.9);
            case ENDING -> took("finishing") - 100 + (long) (300 * moment.into());
        };
    }

    private long took(String phase) {
        return millis.getOrDefault(phase, 0L);
    }

    private static String awaitOtherThan(String phase, Caller caller, String runId) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(LOOK)
                .until(() -> phase(caller.run(runId)), now -> !now.equals(phase));
    }

    static String phase(JsonNode run) {
        String state = run.path("state").asString();
        return OVER.contains(state) ? "over" : run.path("phase").asString("queued");
    }

    @Override
    public String toString() {
        return "milliseconds by phase " + millis;
    }
}
