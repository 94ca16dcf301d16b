package io.mooring.notifier.announcement;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.maintenance.KeptBack;
import io.mooring.notifier.maintenance.KnownWindow;
import io.mooring.notifier.maintenance.Window;
import io.mooring.notifier.maintenance.Window.Impact;
import io.mooring.notifier.maintenance.WindowState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people read, with times in UTC and in their own zone. */
final class AnnouncementWords {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final @Nullable DateTimeFormatter local;
    private final KeptBack keptBack;

    AnnouncementWords(ZoneId zone, KeptBack keptBack) {
        this.keptBack = keptBack;
        this.local = zone.getRules().equals(ZoneOffset.UTC.getRules())
                ? null
                : DateTimeFormatter.ofPattern("EEE HH:mm '" + zone.getId().replace("'", "''") + "'", Locale.ENGLISH)
                        .withZone(zone);
    }

    /** When people were last told that it runs. */
    record LastTold(Instant startsAt, Instant endsAt) {}

    Words of(Kind kind, KnownWindow known, @Nullable LastTold told, Instant now) {
        Window window = known.window();
        List<String> text = new ArrayList<>();
        text.add(what(kind, known, told));
        text.add(window.description());
        text.removeIf(String::isBlank);
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("From", time(window.startsAt())),
                new Fact("To", time(window.endsAt())),
                new Fact("Impact", impact(window.impact())),
                new Fact("Components", window.components().isEmpty() ? "all" : String.join(", ", window.components())),
                new Fact("Responsible", window.owner())));
        if (!kind.isTheLast()) {
            facts.add(new Fact("Alerts", kind == Kind.OVERDUE ? "told as always" : keptBack.words(window)));
        }
        return new Words(headline(kind, known, told, now) + ": " + window.title(), String.join("\n", text), facts);
    }

    /** One line for the thread. */
    String headline(Kind kind, KnownWindow known, @Nullable LastTold told, Instant now) {
        Window window = known.window();
        return switch (kind) {
            case DAY_BEFORE, HOUR_BEFORE -> "Maintenance starts in " + words(Duration.between(now, window.startsAt()));
            case STARTS -> "Maintenance has started";
            case CHANGED -> isMoved(window, told) ? "Maintenance was moved" : "Maintenance was changed";
            case EXTENDED -> "Maintenance takes longer, until " + time(window.endsAt());
            case OVERDUE -> "Maintenance should have ended at " + time(window.endsAt());
            case CANCELLED -> "Maintenance was cancelled";
            case DONE -> known.state() == WindowState.FAILED ? "Maintenance failed" : "Maintenance is done";
        };
    }

    private String what(Kind kind, KnownWindow known, @Nullable LastTold told) {
        String moved = kind == Kind.CHANGED && told != null && isMoved(known.window(), told)
                ? "It was to run from " + time(told.startsAt()) + " to " + time(told.endsAt()) + "; now it is from "
                        + time(known.window().startsAt()) + " to "
                        + time(known.window().endsAt()) + ". "
                : "";
        boolean says = !kind.isReminder() && kind != Kind.STARTS;
        return (moved + (says ? known.why() : "")).strip();
    }

    private static boolean isMoved(Window window, @Nullable LastTold told) {
        return told != null
                && !(told.startsAt().equals(window.startsAt()) && told.endsAt().equals(window.endsAt()));
    }

    String time(Instant time) {
        return local == null ? UTC.format(time) : UTC.format(time) + " (" + local.format(time) + ")";
    }

    private static String words(Duration ahead) {
        long minutes = Math.max(1, Math.round(ahead.toSeconds() / 60.0));
        if (minutes < 90) {
            return minutes == 60 ? "an hour" : minutes == 1 ? "a minute" : minutes + " minutes";
        }
        long hours = Math.round(minutes / 60.0);
        return hours < 48 ? hours + " hours" : Math.round(hours / 24.0) + " days";
    }

    private static String impact(Impact impact) {
        return switch (impact) {
            case UNKNOWN -> "not known";
            case NONE -> "none";
            case DEGRADED -> "slower or in part";
            case READ_ONLY -> "read-only";
            case OUTAGE -> "not available";
        };
    }

    static Severity severity(Kind kind, KnownWindow known) {
        boolean bad = kind == Kind.OVERDUE || (kind == Kind.DONE && known.state() == WindowState.FAILED);
        boolean felt = known.window().impact() == Impact.OUTAGE && !kind.isTheLast();
        return bad || felt ? Severity.WARNING : Severity.INFO;
    }
}
