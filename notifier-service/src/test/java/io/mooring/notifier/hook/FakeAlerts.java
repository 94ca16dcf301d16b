package io.mooring.notifier.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.ActOnManyAlerts;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.conversation.ConversationContents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Alerts in memory, with what people did to them, and one conversation about all of them. */
final class FakeAlerts implements ActOnManyAlerts, Alerts, ConversationContents {

    final UUID conversation = UUID.randomUUID();
    final List<String> done = new ArrayList<>();
    final InMemoryWishes wishes = new InMemoryWishes();
    boolean heldUp;
    Instant now = Instant.MAX;
    private final Map<UUID, Alert> alerts = new LinkedHashMap<>();
    private final List<UUID> endsUnseen = new ArrayList<>();

    UUID add(String key, AlertState state) {
        UUID id = UUID.randomUUID();
        alerts.put(id, alert(id, key, state));
        return id;
    }

    /** Over as soon as somebody acts on it, though it was open when it was read. */
    UUID addThatEndsMeanwhile(String key) {
        UUID id = add(key, AlertState.FIRING);
        endsUnseen.add(id);
        return id;
    }

    void addRaisedAt(String key, Instant at) {
        UUID id = UUID.randomUUID();
        alerts.put(id, alert(id, key, AlertState.FIRING, at));
    }

    private static Alert alert(UUID id, String key, AlertState state) {
        return alert(id, key, state, Instant.EPOCH);
    }

    private static Alert alert(UUID id, String key, AlertState state, Instant at) {
        return new Alert(
                id,
                key,
                state,
                1,
                Severity.CRITICAL,
                Words.of("It broke", ""),
                Map.of(),
                Origin.of("e", "t", "s"),
                at,
                at,
                at,
                1,
                false,
                null,
                null,
                null);
    }

    @Override
    public Mono<Long> act(Deed deed, Collection<Alert> on, String by, Alert.Via via) {
        assertThat(on).hasSizeLessThanOrEqualTo(AT_ONCE);
        return heldUp ? Mono.never() : done(deed, on, by, via);
    }

    private Mono<Long> done(Deed deed, Collection<Alert> on, String by, Alert.Via via) {
        return Flux.fromIterable(on)
                .sort(Comparator.comparing(Alert::key))
                .filter(alert -> act(deed, alert.id(), by, via))
                .count();
    }

    private boolean act(Deed deed, UUID id, String by, Alert.Via via) {
        Alert before = alerts.get(id);
        if (endsUnseen.remove(id)) {
            alerts.put(id, alert(id, before.key(), AlertState.RESOLVED));
            return false;
        }
        done.add(deed.name().toLowerCase(Locale.ROOT) + " " + before.key() + " by " + by + " via " + via);
        alerts.put(id, alert(id, before.key(), after(deed)));
        return true;
    }

    private static AlertState after(Deed deed) {
        return switch (deed) {
            case ACKNOWLEDGE -> AlertState.ACKNOWLEDGED;
            case UNACKNOWLEDGE -> AlertState.FIRING;
            case RESOLVE -> AlertState.RESOLVED;
        };
    }

    @Override
    public Mono<Alert> find(UUID id) {
        return Mono.justOrEmpty(alerts.get(id));
    }

    @Override
    public Flux<Alert> find(Collection<UUID> ids) {
        return Flux.fromIterable(alerts.values()).filter(alert -> ids.contains(alert.id()));
    }

    @Override
    public Flux<Alert> open(int most) {
        return Flux.fromIterable(alerts.values()).filter(Alert::isOpen);
    }

    @Override
    public Mono<Boolean> counts(UUID asked) {
        return Mono.just(true);
    }

    @Override
    public Flux<UUID> alerts(UUID id) {
        return id.equals(conversation) ? Flux.fromIterable(List.copyOf(alerts.keySet())) : Flux.empty();
    }

    @Override
    public Flux<UUID> calledFor(UUID id, Instant before) {
        return alerts(id);
    }

    @Override
    public Mono<Instant> calledUntil(UUID id) {
        return Mono.just(Instant.EPOCH);
    }

    @Override
    public Mono<Void> answered(UUID id, Instant calledBefore) {
        return Mono.empty();
    }

    /** What was left for later is done. */
    void finish() {
        new FinishWishes(acts(), wishes, new NoTransaction(), () -> now)
                .finish()
                .block();
    }

    ActOnAlerts acts() {
        var factory = new org.springframework.beans.factory.support.DefaultListableBeanFactory();
        factory.registerSingleton("contents", this);
        return new ActOnAlerts(this, this, factory.getBeanProvider(ConversationContents.class), wishes, () -> now);
    }
}
