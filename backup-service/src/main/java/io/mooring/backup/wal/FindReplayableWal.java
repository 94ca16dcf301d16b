package io.mooring.backup.wal;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.WalFile;
import io.mooring.backup.source.ClusterCanary;
import io.mooring.backup.wal.ReplayableWal.Piece;
import io.mooring.backup.wal.WalContinuity.Gap;
import io.mooring.backup.wal.WalContinuity.Stored;
import io.mooring.backup.wal.WalContinuity.Stretch;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What a base backup can be rolled forward with, from some locations. */
@Component
public final class FindReplayableWal {

    /** More than enough to find two that can be told apart. */
    private static final int CANARIES = 100;

    private final WalRows rows;

    FindReplayableWal(WalRows rows) {
        this.rows = rows;
    }

    /**
     * A base backup.
     *
     * @param endedAt from this time on it can be recovered to
     */
    public record Base(String planId, String systemIdentifier, BaseSpan span, Instant endedAt) {

        public static Base of(Manifest.Run run, ManifestSource.Cluster source) {
            return new Base(run.planId(), source.systemIdentifier(), BaseSpan.of(source), run.finishedAt());
        }
    }

    /** @param locations that may be read, in the order in which they are to be asked */
    public Mono<ReplayableWal> of(Base base, List<BackupLocation> locations) {
        return rows.report(base.planId())
                .filter(report -> report.systemIdentifier().equals(base.systemIdentifier()))
                .flatMap(report -> rows.all(base.planId())
                        .collectList()
                        .flatMap(all -> withCanaries(base, of(base, locations, report, all), all)))
                .defaultIfEmpty(ReplayableWal.none(base.endedAt()));
    }

    private Mono<ReplayableWal> withCanaries(Base base, ReplayableWal wal, List<StoredWal> all) {
        Lsn upTo = wal.upTo();
        return upTo == null || wal.segments().isEmpty()
                ? Mono.just(wal)
                : rows.canaries(base.planId(), upTo, CANARIES)
                        .filter(canary ->
                                Lsn.parse(canary.lsn()).isAfter(base.span().stop()))
                        .filter(canary -> leadsTo(wal.timeline(), canary, histories(all)))
                        .collectList()
                        .map(wal::with);
    }

    /** Whether it is part of that timeline's history, and was not lost when its own timeline was left. */
    private static boolean leadsTo(long timeline, ClusterCanary canary, Map<Long, TimelineHistory> histories) {
        return canary.timeline() == timeline
                || Optional.ofNullable(histories.get(timeline))
                        .flatMap(history -> history.leftAt(canary.timeline()))
                        .filter(left -> !Lsn.parse(canary.lsn()).isAfter(left))
                        .isPresent();
    }

    static ReplayableWal of(Base base, List<BackupLocation> locations, WalReport report, List<StoredWal> all) {
        SegmentSize size = report.segmentSize().orElse(null);
        List<StoredWal> there = all.stream()
                .filter(wal ->
                        locations.stream().anyMatch(one -> wal.locations().contains(one.id())))
                .toList();
        if (size == null || there.isEmpty()) {
            return ReplayableWal.none(base.endedAt());
        }
        List<Stored> stored = there.stream()
                .map(StoredWal::object)
                .filter(object -> object.kind() != WalKind.HISTORY)
                .map(object -> new Stored(object.segment(), object.upTo(), object.sealedAt()))
                .toList();
        Map<Long, TimelineHistory> histories = histories(there);
        WalContinuity continuity = WalContinuity.of(stored, histories, size);
        Optional<Stretch> stretch = continuity.stretches().stream()
                .filter(one ->
                        one.holds(base.span().start()) && continuity.history().knows(base.span()))
                .reduce((former, later) -> later);
        return stretch.map(one -> {
                    Collection<Stored> path = WalContinuity.path(stored, histories, size);
                    return leadingOn(base, locations, report, there, one, path, gapBehind(continuity, one));
                })
                .orElse(ReplayableWal.none(base.endedAt()));
    }

    private static ReplayableWal leadingOn(
            Base base,
            List<BackupLocation> locations,
            WalReport report,
            List<StoredWal> there,
            Stretch stretch,
            Collection<Stored> path,
            @Nullable Gap gap) {
        SegmentSize size = report.segmentSize().orElseThrow();
        long first = size.numberOf(base.span().start());
        List<Piece> segments = path.stream()
                .filter(one -> one.segment().number() >= first
                        && stretch.to().isAfter(one.segment().start(size)))
                .map(one -> best(there, one.segment()))
                .map(wal -> new Piece(
                        file(base, wal, wal.object().segment().name(size), locations),
                        wal.object().sealedAt()))
                .toList();
        Lsn shipped = report.shipped();
        Instant point = report.recoveryPointAt();
        boolean complete = gap == null && point != null && shipped != null && !shipped.isAfter(stretch.to());
        Instant to = complete
                ? point
                : segments.isEmpty() ? null : segments.getLast().sealedAt();
        return new ReplayableWal(
                there.stream()
                        .filter(wal -> wal.object().kind() == WalKind.HISTORY)
                        .map(wal -> file(base, wal, wal.object().name().replace(WalObject.SUFFIX, ""), locations))
                        .toList(),
                segments,
                stretch.to(),
                size,
                base.endedAt(),
                to,
                complete,
                List.of(),
                gap);
    }

    private static @Nullable Gap gapBehind(WalContinuity continuity, Stretch stretch) {
        return continuity.gaps().stream()
                .filter(gap -> gap.after().equals(stretch.to()))
                .findFirst()
                .orElse(null);
    }

    /** Of a segment that was still being filled the newest state; a whole one goes before all of them. */
    private static StoredWal best(List<StoredWal> there, Segment segment) {
        return there.stream()
                .filter(wal -> wal.object().kind() != WalKind.HISTORY)
                .filter(wal -> wal.object().segment().equals(segment))
                .max(Comparator.comparing((StoredWal wal) -> wal.object().kind() == WalKind.SEGMENT)
                        .thenComparing(wal -> wal.object().upTo()))
                .orElseThrow();
    }

    private static WalFile file(Base base, StoredWal wal, String name, List<BackupLocation> locations) {
        WalObject object = wal.object();
        return new WalFile(
                name,
                new StoredChunk(object.key(base.planId()), object.bytes(), object.sha256(), object.sourceBytes()),
                locations.stream()
                        .filter(one -> wal.locations().contains(one.id()))
                        .toList());
    }

    private static Map<Long, TimelineHistory> histories(List<StoredWal> there) {
        return there.stream()
                .map(StoredWal::object)
                .filter(object -> object.kind() == WalKind.HISTORY && object.history() != null)
                .map(object -> TimelineHistory.parse(object.timeline(), String.valueOf(object.history())))
                .collect(Collectors.toMap(TimelineHistory::timeline, Function.identity()));
    }
}
