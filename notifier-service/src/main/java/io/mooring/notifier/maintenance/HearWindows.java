package io.mooring.notifier.maintenance;

import io.mooring.notifier.mute.TellMutesChanged;
import io.mooring.platform.events.EventHandler;
import io.mooring.platform.events.ReceivedEvent;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes what maintenance-service says into the windows, and tells whoever follows them. */
final class HearWindows implements EventHandler {

    private final Windows windows;
    private final LeaveWindow leave;
    private final OverdueAlert overdue;
    private final List<WindowFollower> followers;
    private final TellMutesChanged changed;

    HearWindows(
            Windows windows,
            LeaveWindow leave,
            OverdueAlert overdue,
            List<WindowFollower> followers,
            TellMutesChanged changed) {
        this.windows = windows;
        this.leave = leave;
        this.overdue = overdue;
        this.followers = List.copyOf(followers);
        this.changed = changed;
    }

    @Override
    public boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
        return WindowEvents.read(event.payload()).isPresent();
    }

    @Override
    public Mono<Void> handle(ReceivedEvent<? extends SpecificRecord> event) {
        return Mono.justOrEmpty(WindowEvents.read(event.payload())).flatMap(this::hear);
    }

    /** Needs a transaction. */
    Mono<Void> hear(WindowChange change) {
        return windows.hold(change.windowId())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(before -> {
                    KnownWindow after =
                            before.map(known -> known.after(change)).orElseGet(() -> KnownWindow.first(change));
                    return before.filter(after::equals).isPresent() ? Mono.empty() : become(before, after);
                });
    }

    /** Takes a window from one state of knowledge to the next; needs a transaction that holds it. */
    Mono<Void> become(Optional<KnownWindow> before, KnownWindow after) {
        boolean ran =
                before.filter(window -> window.state() == WindowState.STARTED).isPresent();
        boolean wasOverdue = before.filter(window -> window.overdueAt() != null).isPresent();
        boolean isOverdue = after.overdueAt() != null && !after.state().isOver();
        return windows.keep(after)
                .then(!ran && after.state() == WindowState.STARTED ? leave.enter(after) : Mono.empty())
                .then(ran && after.state().isOver() ? leave.leave(after) : Mono.empty())
                .then(wasOverdue == isOverdue ? Mono.empty() : overdue.tell(after, isOverdue))
                .then(follow(before, after))
                .then(
                        before.filter(KnownWindow::mutes).isPresent() || after.mutes()
                                ? changed.afterCommit()
                                : Mono.empty());
    }

    private Mono<Void> follow(Optional<KnownWindow> before, KnownWindow after) {
        return Flux.fromIterable(followers)
                .concatMap(follower -> follower.follow(before.orElse(null), after))
                .then();
    }
}
