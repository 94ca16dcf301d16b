package io.mooring.backup.retention;

import io.mooring.backup.plan.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides which backups of a plan may go. Rules add up: a backup that any rule keeps stays. Whatever the rules say, these stay:
 * backups under a legal hold, in use or locked by a location, the newest one, the newest one with all copies, the newest one whose data are proven, and
 * every backup that a kept one refers to.
 */
final class DecideRetention {

    private final Retention policy;
    private final Instant now;
    private final List<KeptBackup> newestFirst;
    private final Map<KeptBackup, List<String>> reasons = new LinkedHashMap<>();

    private DecideRetention(Retention policy, List<KeptBackup> backups, Instant now) {
        this.policy = policy;
        this.now = now;
        this.newestFirst = backups.stream()
                // Not by time: the clock may have gone back in between, and a chain is built in the order of its runs.
                .sorted(Comparator.comparing(KeptBackup::runId).reversed())
                .toList();
        newestFirst.forEach(backup -> reasons.put(backup, new ArrayList<>()));
    }

    /** A decision for each backup, newest first. */
    static List<Decision> decide(Retention policy, List<KeptBackup> backups, Instant now) {
        DecideRetention decide = new DecideRetention(policy, backups, now);
        decide.protect();
        decide.byAge();
        decide.byCount();
        for (Generation generation : Generation.values()) {
            decide.byGeneration(generation);
        }
        decide.byChain();
        return decide.newestFirst.stream().map(decide::decision).toList();
    }

    private void protect() {
        keepFirst(backup -> true, "It is the newest backup.");
        keepFirst(KeptBackup::complete, "It is the newest backup that is stored in every location.");
        keepFirst(
                backup -> backup.proof() == Proof.RESTORE_TEST,
                "It is the newest backup whose data are proven by a restore test.");
        keepFirst(
                backup -> backup.proof() == Proof.CHECKSUMS,
                "It is the newest backup whose copies were read again and found whole; none is proven by a restore test yet.");
        newestFirst.stream().filter(KeptBackup::held).forEach(backup -> keep(backup, "It is under a legal hold."));
        newestFirst.stream()
                .filter(KeptBackup::inUse)
                .forEach(backup -> keep(backup, "A restore or a verification is using it."));
        newestFirst.forEach(backup -> backup.locks().stream()
                .filter(lock -> lock.holds(now))
                .forEach(
                        lock -> keep(backup, "It is locked in " + lock.locationId() + " until " + lock.until() + ".")));
    }

    private void byAge() {
        Duration age = policy.age();
        if (age != null) {
            newestFirst.stream()
                    .filter(backup -> backup.takenAt().plus(age).isAfter(now))
                    .forEach(backup -> keep(backup, "It is younger than " + words(age) + "."));
        }
    }

    private void byCount() {
        Integer count = policy.count();
        if (count != null) {
            newestFirst.stream().limit(count).forEach(backup -> keep(backup, "It is among the newest " + count + "."));
        }
    }

    /** The last of each of the newest periods that have any. */
    private void byGeneration(Generation generation) {
        int wanted = generation.wanted(policy);
        Set<Instant> periods = new HashSet<>();
        for (KeptBackup backup : newestFirst) {
            if (periods.size() < wanted && periods.add(generation.period(backup.takenAt()))) {
                keep(backup, generation.reason(backup.takenAt(), wanted));
            }
        }
    }

    /** A backup may refer to any earlier one of its chain. From new to old, so that whom a kept one needs is seen later. */
    private void byChain() {
        Map<String, String> needed = new LinkedHashMap<>();
        for (KeptBackup backup : newestFirst) {
            String by = needed.get(backup.chainId());
            if (by != null) {
                keep(backup, "The backup " + by + ", which is kept, refers to its data.");
            }
            if (!reasons.get(backup).isEmpty()) {
                needed.putIfAbsent(backup.chainId(), backup.runId());
            }
        }
    }

    private Decision decision(KeptBackup backup) {
        List<String> why = reasons.get(backup);
        return why.isEmpty() ? expired(backup) : new Decision(backup, null, why);
    }

    private Decision expired(KeptBackup backup) {
        List<String> why = new ArrayList<>();
        Duration age = policy.age();
        if (age != null) {
            why.add("It is " + words(Duration.between(backup.takenAt(), now)) + " old; backups are kept for "
                    + words(age) + ".");
        }
        Integer count = policy.count();
        if (count != null) {
            why.add("It is not among the newest " + count + ".");
        }
        boolean generations = false;
        for (Generation generation : Generation.values()) {
            generations |= generation.wanted(policy) > 0;
        }
        if (generations) {
            why.add("No kept hour, day, week, month or year has it as its last.");
        }
        Decision.Cause cause =
                generations ? Decision.Cause.GENERATION : age != null ? Decision.Cause.AGE : Decision.Cause.COUNT;
        return new Decision(backup, cause, why);
    }

    private void keepFirst(Predicate<KeptBackup> which, String why) {
        newestFirst.stream().filter(which).findFirst().ifPresent(backup -> keep(backup, why));
    }

    private void keep(KeptBackup backup, String why) {
        reasons.get(backup).add(why);
    }

    /** "30 days", "36 hours". */
    private static String words(Duration duration) {
        long hours = duration.toHours();
        if (hours < 48) {
            return hours + (hours == 1 ? " hour" : " hours");
        }
        return duration.toDays() + " days";
    }
}
