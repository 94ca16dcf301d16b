package io.mooring.backup;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How disasters are rehearsed; each key is explained in backup-service.yml.
 *
 * @param objectives of components, in place of the usual ones
 * @param runbook address of the runbook; each step has an anchor in it; null when there is none
 * @param plan whose backups scheduled drills use; null for the first enabled one
 * @param scenarios that the timetable goes through in turn; null for all
 * @param stepTimeout how long a step waits for a verification before it is unknown
 */
public record DrillSettings(
        @Nullable Map<String, Objective> objectives,
        @Nullable URI runbook,
        @Nullable String plan,
        @Nullable List<String> scenarios,
        @DefaultValue Timetable timetable,
        @DefaultValue("12h") Duration stepTimeout) {

    private static final Set<String> SCENARIOS =
            Set.of("datacenter-outage", "database-corruption", "security-breach", "application-failure");

    private static final Map<String, Objective> USUAL = usual();

    public DrillSettings {
        Map<String, Objective> all = new LinkedHashMap<>(USUAL);
        all.putAll(objectives == null ? Map.of() : objectives);
        objectives = Map.copyOf(all);
        scenarios = scenarios == null ? List.of() : List.copyOf(scenarios);
    }

    private static Map<String, Objective> usual() {
        Map<String, Objective> usual = new LinkedHashMap<>();
        usual.put("application", Objective.ofMinutes(15, 5));
        usual.put("database", Objective.ofMinutes(30, 15));
        usual.put("cache", Objective.ofMinutes(5, 1));
        usual.put("file-storage", Objective.ofMinutes(10, 60));
        usual.put("monitoring", Objective.ofMinutes(20, 30));
        return usual;
    }

    /** Every component's, by name. */
    public Map<String, Objective> objectives() {
        return objectives == null ? USUAL : objectives;
    }

    /** In the order of the settings; empty for all. */
    public List<String> scenarios() {
        return scenarios == null ? List.of() : scenarios;
    }

    void collect(SettingFaults faults, Set<String> plans) {
        objectives().forEach((component, objective) -> {
            faults.require(
                    USUAL.containsKey(component),
                    "drills.objectives: '" + component + "' is none of " + String.join(", ", USUAL.keySet()));
            objective.collect(faults, "drills.objectives." + component);
        });
        scenarios().stream()
                .filter(scenario -> !SCENARIOS.contains(scenario))
                .forEach(scenario -> faults.add("drills.scenarios: there is no scenario '" + scenario + "'"));
        faults.require(plan == null || plans.contains(plan), "drills.plan: there is no plan '" + plan + "'");
        faults.require(
                runbook == null || "https".equals(runbook.getScheme()) || "http".equals(runbook.getScheme()),
                "drills.runbook must begin with https:// or http://");
        faults.positive("drills.step-timeout", stepTimeout);
        faults.require(
                !timetable.jitter().isNegative() && timetable.jitter().compareTo(Duration.ofHours(12)) <= 0,
                "drills.timetable.jitter must be 0 to 12 hours but is " + timetable.jitter());
    }

    /** Recovery time and recovery point objective. */
    public record Objective(
            @Nullable Duration rto, @Nullable Duration rpo) {

        static Objective ofMinutes(long rto, long rpo) {
            return new Objective(Duration.ofMinutes(rto), Duration.ofMinutes(rpo));
        }

        private void collect(SettingFaults faults, String at) {
            faults.require(rto != null && rto.isPositive(), at + ".rto must be longer than zero but is " + rto);
            faults.require(rpo != null && rpo.isPositive(), at + ".rpo must be longer than zero but is " + rpo);
        }
    }

    /** When a drill is due; the same fields as a plan's schedule. Quarterly where nothing else is said. */
    public record Timetable(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("0 5 2 1,4,7,10 *") String cron,
            @DefaultValue("UTC") String zone,
            @DefaultValue("6h") Duration jitter) {}
}
