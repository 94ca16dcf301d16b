package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.match.Labelled;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

/** Asks the silences; of several that match, the one that mutes longest is named. */
@Order(Muter.SILENCES)
final class SilenceAlerts implements Muter {

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Silences silences;

    SilenceAlerts(Silences silences) {
        this.silences = silences;
    }

    @Override
    public Mono<Map<UUID, Muted>> of(List<Alert> alerts, Instant now) {
        return silences.startedAt(now)
                .filter(silence -> silence.mutes(now))
                .sort(Comparator.comparing((Silence silence) -> silence.mutesUntil(now))
                        .reversed())
                .collectList()
                .map(muting -> muted(alerts, muting, now));
    }

    private static Map<UUID, Muted> muted(List<Alert> alerts, List<Silence> muting, Instant now) {
        Map<UUID, Muted> muted = new HashMap<>();
        for (Alert alert : alerts) {
            Labelled labelled = Labelled.of(alert);
            muting.stream()
                    .filter(silence -> silence.matchers().matches(labelled))
                    .findFirst()
                    .ifPresent(silence -> muted.put(alert.id(), muted(silence, now)));
        }
        return muted;
    }

    private static Muted muted(Silence silence, Instant now) {
        Instant until = silence.mutesUntil(now);
        return new Muted(
                Muted.Kind.SILENCE,
                silence.id().toString(),
                "Silenced by " + silence.owner() + " until " + TIME.format(until) + ": " + silence.reason(),
                until);
    }
}
