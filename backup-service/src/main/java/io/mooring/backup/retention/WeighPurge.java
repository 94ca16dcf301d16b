package io.mooring.backup.retention;

import io.mooring.backup.retention.PurgeItem.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which backups a purge may delete. Age and number keep nothing here; these do: a legal hold, a restore or verification that uses it, a
 * lock of a location, a later backup that stays and refers to it, and, unless somebody confirms, being the newest verified one.
 */
final class WeighPurge {

    private final Set<String> wanted;
    private final List<KeptBackup> newestFirst;
    private final boolean confirmed;
    private final Instant now;

    private WeighPurge(Collection<String> wanted, List<KeptBackup> all, boolean confirmed, Instant now) {
        this.wanted = Set.copyOf(wanted);
        this.newestFirst = all.stream()
                .sorted(Comparator.comparing(KeptBackup::takenAt)
                        .thenComparing(KeptBackup::runId)
                        .reversed())
                .toList();
        this.confirmed = confirmed;
        this.now = now;
    }

    /**
     * For each wanted backup that is there, newest first.
     *
     * @param all of the plan
     * @param confirmed that the newest verified one may go
     */
    static List<PurgeItem> weigh(Collection<String> wanted, List<KeptBackup> all, boolean confirmed, Instant now) {
        return new WeighPurge(wanted, all, confirmed, now).weigh();
    }

    private List<PurgeItem> weigh() {
        List<PurgeItem> items = new ArrayList<>();
        Map<String, String> needed = new HashMap<>();
        for (KeptBackup backup : newestFirst) {
            List<String> reasons = reasons(backup);
            String by = needed.get(backup.chainId());
            if (by != null) {
                reasons.add("The backup " + by + ", which stays, refers to its data.");
            }
            boolean goes = wanted.contains(backup.runId()) && reasons.isEmpty();
            if (!goes) {
                needed.putIfAbsent(backup.chainId(), backup.runId());
            }
            if (wanted.contains(backup.runId())) {
                items.add(new PurgeItem(
                        backup.runId(),
                        backup.takenAt(),
                        goes ? Fate.GOES : Fate.STAYS,
                        goes ? warnings(backup) : reasons));
            }
        }
        return items;
    }

    private List<String> reasons(KeptBackup backup) {
        List<String> reasons = new ArrayList<>();
        if (backup.held()) {
            reasons.add("It is under a legal hold.");
        }
        if (backup.inUse()) {
            reasons.add("A restore or a verification is using it.");
        }
        backup.locks().stream()
                .filter(lock -> lock.holds(now))
                .forEach(lock -> reasons.add("It is locked in " + lock.locationId() + " until " + lock.until() + "."));
        if (!confirmed && isLastVerified(backup)) {
            reasons.add(what(backup) + ", and nobody confirmed that it may go.");
        }
        return reasons;
    }

    /** What whoever approves must not overlook. */
    private List<String> warnings(KeptBackup backup) {
        return isLastVerified(backup) ? List.of(what(backup) + "; whoever asked confirmed that it may go.") : List.of();
    }

    private static String what(KeptBackup lastVerified) {
        return lastVerified.verified()
                ? "It is the newest verified backup of the plan"
                : "It is the newest backup of a plan of which none is verified";
    }

    /** Of a plan without verified backups its newest stands in for one. */
    private boolean isLastVerified(KeptBackup backup) {
        return newestFirst.stream()
                .filter(KeptBackup::verified)
                .findFirst()
                .or(() -> newestFirst.stream().findFirst())
                .filter(backup::equals)
                .isPresent();
    }
}
