package io.mooring.backup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.drill.Drills.DrillFilter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Drills} must do. */
abstract class DrillsContract {

    private final String plan = "p-" + UUID.randomUUID();
    private Drills store;

    /** A store without drills. */
    abstract Drills empty();

    @BeforeEach
    void startsEmpty() {
        store = empty();
    }

    @Test
    void givesBackEveryStepMeasurementAndReason() {
        Drill asked = added(Scenario.DATABASE_CORRUPTION, DrillMode.TEST);
        assertThat(store.find(asked.id()).block()).isEqualTo(asked);
        Drill running = asked.started(Rehearsed.NOW);
        Drill over = Rehearsed.ended(running);

        assertThat(store.change(asked, running).block()).isTrue();
        assertThat(store.change(running, over).block()).isTrue();

        assertThat(store.find(asked.id()).block()).isEqualTo(over);
        assertThat(store.find("nobody").block()).isNull();
    }

    @Test
    void refusesAChangeOfWhatIsNoLongerSo() {
        Drill asked = added(Scenario.SECURITY_BREACH, DrillMode.EXECUTE);
        store.change(asked, asked.refused("bob", Rehearsed.NOW)).block();

        assertThat(store.change(asked, asked.approved("bob")).block()).isFalse();
    }

    @Test
    void listsNewestFirst() {
        Drill first = added(Scenario.DATABASE_CORRUPTION, DrillMode.TEST);
        Drill second = added(Scenario.SECURITY_BREACH, DrillMode.TEST);

        assertThat(ids(new DrillFilter(null, plan, false, null, 10))).containsExactly(second.id(), first.id());
        assertThat(ids(new DrillFilter(Scenario.SECURITY_BREACH, plan, false, null, 10)))
                .containsExactly(second.id());
        assertThat(ids(new DrillFilter(null, plan, false, second.id(), 10))).containsExactly(first.id());
        assertThat(ids(new DrillFilter(null, plan, true, null, 10)))
                .as("none is over")
                .isEmpty();
    }

    @Test
    void aDryRunOrACancelledOneIsNotDone() {
        Drill dry = added(Scenario.APPLICATION_FAILURE, DrillMode.DRY_RUN);
        store.change(dry, Rehearsed.ended(dry.started(Rehearsed.NOW))).block();
        Drill cancelled = added(Scenario.APPLICATION_FAILURE, DrillMode.TEST);
        store.change(cancelled, cancelled.cancelled("ann", Rehearsed.NOW)).block();
        assertThat(store.lastDone(Scenario.APPLICATION_FAILURE).block()).isNull();

        Drill real = added(Scenario.APPLICATION_FAILURE, DrillMode.TEST);
        Drill over = Rehearsed.ended(real.started(Rehearsed.NOW));
        store.change(real, over).block();

        assertThat(store.lastDone(Scenario.APPLICATION_FAILURE).block()).isEqualTo(over.finishedAt());
        assertThat(ids(new DrillFilter(null, plan, true, null, 10))).containsExactly(real.id());
    }

    private Drill added(Scenario scenario, DrillMode mode) {
        Drill asked = Rehearsed.asked(scenario, mode, plan);
        store.add(asked).block();
        return asked;
    }

    private List<String> ids(DrillFilter filter) {
        return store.list(filter).map(Drill::id).collectList().block();
    }
}
