package io.mooring.notifier.alert;

import io.mooring.notifier.alert.Alert.Acknowledgement;
import io.mooring.notifier.alert.Alert.Ending;
import io.mooring.notifier.alert.Alert.How;
import io.mooring.notifier.alert.AlertChange.What;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How an episode begins, changes and ends. Plain rules: what is known of a key and what happens give what is known next. */
final class Episodes {

    private final AlertSettings settings;
    private final Supplier<UUID> ids;

    Episodes(AlertSettings settings, Supplier<UUID> ids) {
        this.settings = settings;
        this.ids = ids;
    }

    /**
     * @param next what is known of the key from now on
     * @param what null when there is nothing to tell: nothing changed, or only how often and when it was heard
     * @param alert the alert that changed, or would have; null when no alert was touched
     * @param givenBack by whom, if that is what happened
     */
    record Step(
            KeyState next, @Nullable What what, @Nullable Alert alert, AlertChange.@Nullable GivenBack givenBack) {

        Step(KeyState next, @Nullable What what, @Nullable Alert alert) {
            this(next, what, alert, null);
        }
    }

    Step hear(KeyState state, Report report, Instant now) {
        return switch (report.says()) {
            case FIRING -> state.open() == null ? raise(state, report, now) : again(state, state.open(), report, now);
            case RESOLVED -> state.open() == null ? nothing(state) : recover(state, state.open(), report, now);
            case NEWS -> new Step(state, What.NEWS, fresh(report, now, AlertState.RESOLVED));
        };
    }

    private Step raise(KeyState state, Report report, Instant now) {
        Alert raised = fresh(report, now, AlertState.FIRING);
        return new Step(state.told(raised, now), What.RAISED, raised);
    }

    private Alert fresh(Report report, Instant now, AlertState state) {
        // A source whose clock runs ahead does not make an alert begin in the future.
        Instant started = report.at().isAfter(now) ? now : report.at();
        return new Alert(
                ids.get(),
                report.key(),
                state,
                1,
                report.severity(),
                report.words(),
                report.labels(),
                report.origin(),
                started,
                now,
                now,
                1,
                false,
                later(now, report.endsWhenQuietFor()),
                null,
                state == AlertState.RESOLVED ? new Ending(How.RECOVERED, null, null, now, "") : null);
    }

    private Step again(KeyState state, Alert open, Report report, Instant now) {
        boolean worse = report.severity().isGraverThan(open.severity());
        Graver before = lately(state, now);
        // What swings between two severities calls people for the graver one once.
        boolean relapse = worse && before != null && !report.severity().isGraverThan(before.severity());
        boolean graver = worse && !relapse;
        boolean other = report.severity() != open.severity()
                || !report.words().title().equals(open.words().title())
                || !report.labels().equals(open.labels());
        // Figures in the text change with every report; people are shown them now and then.
        boolean told = other
                || !report.words().equals(open.words()) && !state.revisedAt().isAfter(toldSince(now));
        Alert then = new Alert(
                open.id(),
                open.key(),
                graver ? AlertState.FIRING : open.state(),
                told ? open.revision() + 1 : open.revision(),
                report.severity(),
                report.words(),
                report.labels(),
                told ? report.origin() : open.origin(),
                open.startedAt(),
                open.raisedAt(),
                now,
                open.reports() + 1,
                open.flapping(),
                later(now, report.endsWhenQuietFor()),
                graver ? null : open.acknowledgement(),
                null);
        What what = graver ? What.ESCALATED : relapse ? What.RELAPSED : told ? What.UPDATED : null;
        KeyState next = told ? state.told(then, now) : state.heard(then);
        return report.severity() == open.severity()
                ? new Step(next, what, then)
                : new Step(next.wasGraver(gravest(before, open, now)), what, then);
    }

    private @Nullable Graver lately(KeyState state, Instant now) {
        Graver before = state.graver();
        return before != null && before.isWithin(settings.flapWithin(), now) ? before : null;
    }

    /** Of what it lately was and what it was until now. */
    private static Graver gravest(@Nullable Graver lately, Alert open, Instant now) {
        return lately != null && lately.severity().isGraverThan(open.severity())
                ? lately
                : new Graver(open.severity(), now);
    }

    /** What was told after this time is not told again for other words under the same title. */
    Instant toldSince(Instant now) {
        return now.minus(settings.retellAfter());
    }

    private Step recover(KeyState state, Alert open, Report report, Instant now) {
        if (report.at().isBefore(open.startedAt())) {
            return nothing(state); // It speaks of an episode before this one: replayed, or late.
        }
        if (!state.flaps(now, settings.flapAfter(), settings.flapWithin())) {
            return end(
                    state,
                    open,
                    new Ending(How.RECOVERED, null, null, now, report.words().title()));
        }
        Instant hold = now.plus(settings.flapHold());
        Alert held = new AlertChanges(open).flapping(hold);
        // Each of its ends counts, or holding it once would make it steady.
        KeyState counted = new KeyState(
                state.key(),
                held,
                now,
                open.flapping() && state.unsaid(),
                state.graver(),
                state.ended(now).ends());
        return open.flapping() ? new Step(counted, null, held) : new Step(counted, What.UPDATED, held);
    }

    /** Tells the words that were heard last, if nobody was told them yet and those before for long enough. */
    Step retell(KeyState state, Instant now) {
        Alert open = state.open();
        return open == null || !state.unsaid() || state.revisedAt().isAfter(toldSince(now))
                ? nothing(state)
                : told(state, new AlertChanges(open).retold(), What.UPDATED, now);
    }

    /** Ends what was to end by itself; nothing when it was heard of in between. */
    Step endQuiet(KeyState state, Instant now) {
        Alert open = state.open();
        if (open == null || open.endsAt() == null || open.endsAt().isAfter(now)) {
            return nothing(state);
        }
        How how = open.flapping() ? How.RECOVERED : How.QUIET;
        return end(state, open, new Ending(how, null, null, now, ""));
    }

    Step acknowledge(KeyState state, Acknowledgement acknowledgement, Instant now) {
        Alert open = state.open();
        return open == null || open.state() == AlertState.ACKNOWLEDGED
                ? nothing(state)
                : told(state, new AlertChanges(open).acknowledged(acknowledgement), What.ACKNOWLEDGED, now);
    }

    Step unacknowledge(KeyState state, AlertChange.GivenBack givenBack, Instant now) {
        Alert open = state.open();
        if (open == null || open.state() == AlertState.FIRING) {
            return nothing(state);
        }
        Alert then = new AlertChanges(open).firing();
        return new Step(state.told(then, now), What.UNACKNOWLEDGED, then, givenBack);
    }

    Step resolve(KeyState state, Ending ending) {
        Alert open = state.open();
        return open == null ? nothing(state) : end(state, open, ending);
    }

    private static Step end(KeyState state, Alert open, Ending ending) {
        return new Step(state.ended(ending.at()), What.RESOLVED, new AlertChanges(open).ended(ending));
    }

    private static Step told(KeyState state, Alert then, What what, Instant now) {
        return new Step(state.told(then, now), what, then);
    }

    private static Step nothing(KeyState state) {
        return new Step(state, null, state.open());
    }

    private static @Nullable Instant later(Instant now, @Nullable Duration quiet) {
        return quiet == null ? null : now.plus(quiet);
    }
}
