package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of incidents must do. */
abstract class IncidentsContract {

    private Incidents incidents;

    /** An empty store. */
    abstract Incidents empty();

    @BeforeEach
    void begin() {
        incidents = empty();
    }

    @Test
    void keepsAnIncidentWithItsClocks() {
        Incident incident = add(1, Priority.P0);
        assertThat(find(incident)).isEqualTo(incident);
        Incident changed = incidents
                .save(incident.edit(next -> {
                    next.state = IncidentState.RESPONDING;
                    next.roles.put(Role.SCRIBE, "eve");
                    next.response = new Response(NOW, "ann", NOW.plusNanos(1_000));
                    next.escalation = next.escalation.calling(0, "on-call", "ann", List.of("mail-ann"));
                    next.resolution = new Resolution(NOW, null, "over");
                    next.clocks.clear();
                    next.clocks.put(ClockKind.UPDATE, NOW.plusNanos(123_456_000));
                }))
                .block();
        assertThat(changed.version()).isEqualTo(1);
        assertThat(find(incident)).isEqualTo(changed);
    }

    @Test
    void whoSavesAnOldVersionIsToldAndChangesNothing() {
        Incident incident = add(1, Priority.P0);
        Incident newer = incidents.save(incident).block();
        assertThatThrownBy(() -> incidents
                        .save(incident.edit(next -> next.state = IncidentState.CLOSED))
                        .block())
                .isInstanceOf(IllegalStateException.class);
        assertThat(find(incident)).isEqualTo(newer);
    }

    @Test
    void numbersGrow() {
        long first = incidents.nextNumber().block();
        assertThat(incidents.nextNumber().block()).isGreaterThan(first);
    }

    @Test
    void theOneThatIsDueTheLongestIsTakenFirst() {
        Incident later = add(1, Priority.P0);
        Incident sooner = add(2, Priority.P0);
        arm(later, NOW.plusSeconds(20));
        arm(sooner, NOW.plusSeconds(10));
        assertThat(incidents.lockDue(NOW.plusSeconds(9)).block()).isNull();
        assertThat(incidents.lockDue(NOW.plusSeconds(30)).block().id()).isEqualTo(sooner.id());
    }

    @Test
    void listsTheNewestFirstInPagesByStateAndPriority() {
        Incident one = add(1, Priority.P0);
        Incident two = add(2, Priority.P1);
        Incident three = add(3, Priority.P0);
        assertThat(list(null, null, null, 2)).containsExactly(three.id(), two.id());
        assertThat(list(null, null, 2L, 2)).containsExactly(one.id());
        assertThat(list(null, Priority.P0, null, 9)).containsExactly(three.id(), one.id());
        assertThat(list(IncidentState.CLOSED, null, null, 9)).isEmpty();
    }

    @Test
    void measuresThoseThatWereOpenedSinceAndCountsThoseThatGoOn() {
        Incident incident = add(1, Priority.P0);
        assertThat(incidents.measured(NOW).collectList().block())
                .containsExactly(
                        new Measured(Priority.P0, NOW, incident.response().dueAt(), null, null));
        assertThat(incidents.measured(NOW.plusSeconds(1)).collectList().block()).isEmpty();
        assertThat(incidents.goingOn().block()).isEqualTo(Map.of(Priority.P0, 1L));
        incidents
                .save(incident.edit(next -> next.state = IncidentState.RESOLVED))
                .block();
        assertThat(incidents.goingOn().block()).isEmpty();
    }

    private Incident add(long number, Priority priority) {
        Incident incident = Situations.opened(UUID.randomUUID(), number, priority);
        incidents.add(incident).block();
        return incident;
    }

    private void arm(Incident incident, Instant due) {
        incidents
                .save(incident.edit(next -> {
                    next.clocks.clear();
                    next.clocks.put(ClockKind.UPDATE, due);
                }))
                .block();
    }

    private Incident find(Incident incident) {
        return incidents.find(incident.id()).block();
    }

    private List<UUID> list(IncidentState state, Priority priority, Long before, int most) {
        return incidents
                .list(new Incidents.Filter(state, priority, before, most))
                .map(Incident::id)
                .collectList()
                .block();
    }
}
