package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
                    next.response = Response.due(NOW).taken("ann", new UUID(0, 7), NOW.plusNanos(1_000));
                    next.escalation = next.escalation.calling(0, "on-call", "ann", List.of("mail-ann"));
                    next.told = List.of("pagerduty");
                    next.customerNotice = CustomerNotice.sent("Orders fail", "We are on it", "ann", NOW)
                            .drafted(new CustomerNotice.Draft(null, "It works again", "bob", NOW));
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
        assertThat(incidents.lockDue(NOW.plusSeconds(9), Set.of()).block()).isNull();
        assertThat(incidents.lockDue(NOW.plusSeconds(30), Set.of()).block()).isEqualTo(sooner.id());
        assertThat(incidents.lockDue(NOW.plusSeconds(30), Set.of(sooner.id())).block())
                .isEqualTo(later.id());
    }

    @Test
    void listsTheNewestFirstInPagesByStateAndPriority() {
        Incident one = add(1, Priority.P0);
        Incident two = add(2, Priority.P1);
        Incident three = add(3, Priority.P0);
        assertThat(list(Set.of(), null, null, 2)).containsExactly(three.id(), two.id());
        assertThat(list(Set.of(), null, 2L, 2)).containsExactly(one.id());
        assertThat(list(Set.of(), Priority.P0, null, 9)).containsExactly(three.id(), one.id());
        assertThat(list(Set.of(IncidentState.CLOSED), null, null, 9)).isEmpty();
        incidents.save(two.edit(next -> next.state = IncidentState.RESOLVED)).block();
        assertThat(list(EnumSet.of(IncidentState.OPEN, IncidentState.RESPONDING), null, null, 9))
                .containsExactly(three.id(), one.id());
    }

    @Test
    void measuresThoseThatWereOpenedSinceAndCountsThoseThatGoOn() {
        Incident incident = add(1, Priority.P0);
        assertThat(incidents.statistics(NOW, NOW).block().byPriority().get("p0"))
                .isEqualTo(new Statistics.OfPriority(1, 0, null, null, null, null, 0, 0));
        assertThat(incidents.statistics(NOW.plusSeconds(1), NOW).block().opened())
                .isZero();
        assertThat(incidents.goingOn().block()).isEqualTo(Map.of(Priority.P0, 1L));
        incidents
                .save(incident.edit(next -> next.state = IncidentState.RESOLVED))
                .block();
        assertThat(incidents.goingOn().block()).isEmpty();
    }

    @Test
    void figuresAreOfTheFirstResponseWhateverBecameOfItLater() {
        Incident incident = add(1, Priority.P0);
        incidents
                .save(incident.edit(next -> next.response = next.response
                        .taken("ann", null, NOW.plusSeconds(60))
                        .again(NOW.plusSeconds(9_000), NOW.plusSeconds(8_000))))
                .block();
        assertThat(incidents
                        .statistics(NOW, NOW.plusSeconds(9_000))
                        .block()
                        .byPriority()
                        .get("p0"))
                .isEqualTo(new Statistics.OfPriority(1, 0, 60L, null, 60L, null, 1, 0));
    }

    @Test
    void figuresOfAStoreAreThoseOfTheIncidentsThemselves() {
        Instant now = NOW.plus(Duration.ofDays(9));
        Random random = new Random(7);
        List<Measured> all = new ArrayList<>();
        for (int i = 1; i <= 60; i++) {
            Incident incident = add(i, Priority.values()[i % 3]);
            Instant responded = random.nextInt(4) == 0 ? null : NOW.plusMillis(random.nextInt(9_000_000));
            Instant resolved = random.nextInt(3) == 0 ? null : NOW.plusMillis(random.nextInt(90_000_000));
            incidents
                    .save(incident.edit(next -> {
                        next.response = responded == null ? next.response : next.response.taken("ann", null, responded);
                        next.resolution = resolved == null ? null : new Resolution(resolved, null, "over");
                    }))
                    .block();
            all.add(new Measured(incident.priority(), NOW, incident.response().firstDueAt(), responded, resolved));
        }
        assertThat(incidents.statistics(NOW, now).block()).isEqualTo(Measure.of(all, now));
        assertThat(incidents.statistics(now, now).block()).isEqualTo(Measure.of(List.of(), now));
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

    private List<UUID> list(Set<IncidentState> states, Priority priority, Long before, int most) {
        return incidents
                .list(new Incidents.Filter(states, priority, before, most))
                .map(Incident::id)
                .collectList()
                .block();
    }
}
