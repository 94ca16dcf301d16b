package io.mooring.backup.drill;

import io.mooring.backup.verify.Finding;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One component's objectives and what was measured.
 *
 * @param measuredRtoMillis until it could be asked again; null when nobody measured it
 * @param measuredRpoMillis how much would have been lost; null when nobody measured it
 * @param met passed or failed only where both were measured; a component that cannot be measured is unknown, never fine
 */
record Recovery(
        String component,
        long objectiveRtoMillis,
        @Nullable Long measuredRtoMillis,
        long objectiveRpoMillis,
        @Nullable Long measuredRpoMillis,
        Finding met) {

    static Recovery unknown(String component, Objective objective, String why) {
        return new Recovery(
                component, objective.rto().toMillis(), null, objective.rpo().toMillis(), null, Finding.unknown(why));
    }

    static Recovery measured(
            String component, Objective objective, @Nullable Duration rto, @Nullable Duration rpo, String without) {
        Long took = rto == null ? null : Long.valueOf(rto.toMillis());
        Long lost = rpo == null ? null : Long.valueOf(rpo.toMillis());
        return new Recovery(
                component,
                objective.rto().toMillis(),
                took,
                objective.rpo().toMillis(),
                lost,
                met(objective, rto, rpo, without));
    }

    /** One objective missed is missed, whatever is known of the other. */
    private static Finding met(Objective objective, @Nullable Duration rto, @Nullable Duration rpo, String without) {
        if (rto != null && rto.compareTo(objective.rto()) > 0) {
            return Finding.failed(
                    "Recovery took " + Words.of(rto) + ", the objective is " + Words.of(objective.rto()) + ".");
        }
        if (rpo != null && rpo.compareTo(objective.rpo()) > 0) {
            return Finding.failed(Words.of(rpo) + " of data would have been lost, the objective is "
                    + Words.of(objective.rpo()) + ".");
        }
        if (rto == null || rpo == null) {
            return Finding.unknown(without);
        }
        return Finding.passed("Recovery took " + Words.of(rto) + " of " + Words.of(objective.rto()) + ", and "
                + Words.of(rpo) + " of " + Words.of(objective.rpo()) + " of data would have been lost.");
    }

    /** What is wanted of a component. */
    record Objective(Duration rto, Duration rpo) {}
}
