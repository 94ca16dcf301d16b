package io.mooring.notifier.hook;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.ActOnAlert;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Alerts in memory, with what people did to them, and one conversation about all of them. */
final class FakeAlerts implements ActOnAlert, Alerts, ConversationContents {

    final UUID conversation = UUID.randomUUID();
    final List<String> done = new ArrayList<>();
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

    private static Alert alert(UUID id, String key, AlertState state) {
        Instant at = Instant.EPOCH;
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
    public Mono<Alert> acknowledge(UUID alert, String by, Alert.Via via, String note) {
        return act("acknowledge", alert, by, via, AlertState.ACKNOWLEDGED);
    }

    @Override
    public Mono<Alert> unacknowledge(UUID alert, String by, Alert.Via via) {
        return act("unacknowledge", alert, by, via, AlertState.FIRING);
    }

    @Override
    public Mono<Alert> resolve(UUID alert, String by, Alert.Via via, String note) {
        return act("resolve", alert, by, via, AlertState.RESOLVED);
    }

    private Mono<Alert> act(String deed, UUID id, String by, Alert.Via via, AlertState after) {
        return Mono.defer(() -> {
            Alert before = alerts.get(id);
            if (endsUnseen.remove(id)) {
                alerts.put(id, alert(id, before.key(), AlertState.RESOLVED));
                return Mono.error(new ProblemException(NotifierProblem.ALERT_IS_OVER, "over"));
            }
            done.add(deed + " " + before.key() + " by " + by + " via " + via);
            alerts.put(id, alert(id, before.key(), after));
            return Mono.just(alerts.get(id));
        });
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
    public Flux<UUID> alerts(UUID id) {
        return id.equals(conversation) ? Flux.fromIterable(List.copyOf(alerts.keySet())) : Flux.empty();
    }

    ActOnAlerts acts() {
        var factory = new org.springframework.beans.factory.support.DefaultListableBeanFactory();
        factory.registerSingleton("contents", this);
        return new ActOnAlerts(this, this, factory.getBeanProvider(ConversationContents.class));
    }
}
