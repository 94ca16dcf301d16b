package io.mooring.notifier.incident;

import io.mooring.notifier.alert.OutsideText;
import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an act or a clock does to an incident, all of it: what it becomes, what the timeline says, who is told. It is
 * written in one transaction. Not for more than one thread.
 */
final class Change {

    /**
     * Worth publishing.
     *
     * @param publicMessage what customers may read
     * @param escalatedTo level that was called in
     */
    record News(
            String message,
            @Nullable String publicMessage,
            @Nullable String escalatedTo,
            @Nullable String by) {}

    /** A person's act, for the audit trail. */
    record Act(String what, String by, @Nullable String why) {}

    private final @Nullable Incident before;
    private final Instant at;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Telling> tellings = new ArrayList<>();
    private Incident after;
    private @Nullable News news;
    private @Nullable Act act;

    private Change(@Nullable Incident before, Incident after, Instant at) {
        this.before = before;
        this.after = after;
        this.at = at;
    }

    static Change of(Incident incident, Instant at) {
        return new Change(incident, incident, at);
    }

    static Change opening(Incident incident, Instant at) {
        return new Change(null, incident, at);
    }

    Change edit(Consumer<Incident.Edit> changes) {
        after = after.edit(changes);
        return this;
    }

    Change note(What what, @Nullable String by, String words) {
        return note(what, by, words, null);
    }

    Change note(What what, @Nullable String by, String words, @Nullable String reference) {
        entries.add(new Entry(at, what, by, OutsideText.cut(words, Entry.WORDS), reference));
        return this;
    }

    Change tell(Telling telling) {
        tellings.add(telling);
        return this;
    }

    /** Shows the newest state where people were told already, those who were called included. */
    Change tellEverywhere(Operation channels, Operation called, String remark) {
        tell(new Telling.Channels(channels, remark));
        after.escalation()
                .called()
                .forEach((person, where) -> tell(new Telling.Called(person, where, "", called, remark)));
        return this;
    }

    Change publish(News update) {
        news = update;
        return this;
    }

    Change by(String person, String what, @Nullable String why) {
        act = new Act(what, person, why);
        return this;
    }

    @Nullable
    Incident before() {
        return before;
    }

    Incident after() {
        return after;
    }

    Instant at() {
        return at;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Telling> tellings() {
        return tellings;
    }

    @Nullable
    News news() {
        return news;
    }

    @Nullable
    Act act() {
        return act;
    }

    boolean isNone() {
        return before != null && entries.isEmpty() && after.equals(before);
    }

    boolean resolves() {
        return after.state() == IncidentState.RESOLVED && (before == null || before.state() != IncidentState.RESOLVED);
    }
}
