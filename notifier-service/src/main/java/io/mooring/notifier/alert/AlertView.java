package io.mooring.notifier.alert;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An alert as the API shows it. */
record AlertView(
        UUID id,
        String key,
        String state,
        String severity,
        String title,
        String text,
        List<Fact> facts,
        Map<String, String> labels,
        String source,
        String eventType,
        String correlationId,
        Instant startedAt,
        Instant raisedAt,
        Instant heardAt,
        long reports,
        boolean flapping,
        @Nullable Instant endsAt,
        int revision,
        @Nullable Acknowledged acknowledgement,
        @Nullable Ended ending,
        HeldAlerts.@Nullable Held held,
        List<AlertIncidents.InIncident> incidents) {

    record Acknowledged(String by, String via, Instant at, String note) {}

    record Ended(String how, @Nullable String by, @Nullable String via, Instant at, String note) {}

    record Past(Instant at, String what, @Nullable String by, String words) {

        static Past of(AlertStore.Past past) {
            return new Past(past.at(), name(past.what()), past.by(), past.words());
        }
    }

    /**
     * @param held what keeps people from being told of it now; null for nothing
     * @param incidents to which it belongs
     */
    static AlertView of(Alert alert, HeldAlerts.@Nullable Held held, List<AlertIncidents.InIncident> incidents) {
        return new AlertView(
                alert.id(),
                alert.key(),
                name(alert.state()),
                name(alert.severity()),
                alert.words().title(),
                alert.words().text(),
                alert.words().facts(),
                alert.labels(),
                alert.origin().source(),
                alert.origin().eventType(),
                alert.origin().correlationId(),
                alert.startedAt(),
                alert.raisedAt(),
                alert.heardAt(),
                alert.reports(),
                alert.flapping(),
                alert.endsAt(),
                alert.revision(),
                acknowledged(alert.acknowledgement()),
                ended(alert.ending()),
                held,
                incidents);
    }

    private static @Nullable Acknowledged acknowledged(Alert.@Nullable Acknowledgement who) {
        return who == null ? null : new Acknowledged(who.by(), name(who.via()), who.at(), who.note());
    }

    private static @Nullable Ended ended(Alert.@Nullable Ending ending) {
        return ending == null
                ? null
                : new Ended(
                        name(ending.how()),
                        ending.by(),
                        ending.via() == null ? null : name(ending.via()),
                        ending.at(),
                        ending.note());
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
