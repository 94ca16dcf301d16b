package io.mooring.backup.wal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The recovery point of each location, and the best of them, which is the plan's. Safe for concurrent use. */
final class RecoveryPoints {

    private final Map<String, RecoveryPoint> points = new LinkedHashMap<>();
    private final Map<String, WalObject> last = new LinkedHashMap<>();
    private long timeline;

    RecoveryPoints(Collection<String> locations) {
        locations.forEach(location -> points.put(location, new RecoveryPoint()));
    }

    /** Positions of another timeline say nothing about this one's: what is stored of this one counts. */
    synchronized void sampled(Instant at, long onTimeline, Lsn flushed) {
        boolean changed = timeline != onTimeline;
        if (changed) {
            points.replaceAll(
                    (location, former) -> timeline == 0 && isOn(location, onTimeline) ? former : new RecoveryPoint());
        }
        timeline = onTimeline;
        points.values().forEach(point -> point.sampled(at, flushed));
        if (changed) {
            last.forEach(this::reach);
        }
    }

    /** What a former process knew; it counts until there is better, if what is stored still reaches there. The source may be gone for good. */
    synchronized void sampledBefore(Instant at, Lsn shipped) {
        points.forEach((location, point) -> {
            point.sampled(at, shipped);
            WalObject newest = last.get(location);
            if (newest != null && timeline == 0) {
                point.stored(newest.upTo());
            }
        });
    }

    private boolean isOn(String location, long onTimeline) {
        WalObject newest = last.get(location);
        return newest == null || newest.timeline() == onTimeline;
    }

    synchronized void stored(String location, WalObject object) {
        if (object.kind() != WalKind.HISTORY) {
            // What is left of a timeline may come after its child's beginning.
            last.merge(location, object, (former, next) -> next.timeline() < former.timeline() ? former : next);
            reach(location, object);
        }
    }

    private void reach(String location, WalObject object) {
        RecoveryPoint point = points.get(location);
        if (point != null && object.timeline() == timeline) {
            point.stored(object.upTo());
        }
    }

    synchronized Optional<Duration> behind(String location) {
        return Optional.ofNullable(points.get(location)).flatMap(RecoveryPoint::behind);
    }

    synchronized Optional<Duration> behind() {
        return points.values().stream()
                .flatMap(point -> point.behind().stream())
                .min(Comparator.naturalOrder());
    }

    synchronized Optional<Instant> at() {
        return points.values().stream().flatMap(point -> point.at().stream()).max(Comparator.naturalOrder());
    }

    /** The position up to which at least one location has everything. */
    synchronized Optional<Lsn> shipped() {
        return last.values().stream()
                .filter(object -> timeline == 0 || object.timeline() == timeline)
                .map(WalObject::upTo)
                .max(Comparator.naturalOrder());
    }
}
