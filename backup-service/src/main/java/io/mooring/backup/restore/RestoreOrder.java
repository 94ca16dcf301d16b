package io.mooring.backup.restore;

import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for over HTTP, as yet unchecked.
 *
 * @param locationId null: wherever the backup can be read
 * @param tables null or empty: everything
 * @param toTime null: the backup's own time
 */
record RestoreOrder(
        @Nullable String runId,
        @Nullable String locationId,
        @Nullable Target target,
        @Nullable List<String> tables,
        @Nullable Instant toTime) {

    record Target(@Nullable String kind, @Nullable String name) {}

    /** The order with everything that must be there. */
    record Checked(
            String runId,
            @Nullable String locationId,
            RestoreTargetKind kind,
            String name,
            List<String> tables,
            @Nullable Instant toTime) {

        /** Whether single tables go into a database that is in use, beside its own. */
        boolean isBeside() {
            return kind == RestoreTargetKind.LIVE_DATABASE && !tables.isEmpty();
        }
    }

    /** All that is wrong with its form, told at once. */
    Checked checked() {
        List<FieldFault> faults = new ArrayList<>();
        String kind = target == null || target.kind() == null ? "" : target.kind();
        String name = target == null || target.name() == null ? "" : target.name();
        require(faults, runId != null && !runId.isBlank(), "runId", "is missing");
        require(
                faults,
                RestoreTargetKind.of(kind).isPresent(),
                "target.kind",
                "is none of new-database, live-database, folder, new-cluster: '" + kind + "'");
        require(faults, !name.isBlank(), "target.name", "is missing");
        boolean database = kind.endsWith("-database");
        require(
                faults,
                !database || name.isBlank() || DatabaseNames.isName(name),
                "target.name",
                "is no name for a database: 1 to 63 bytes without quotes, backslashes and control characters");
        List<String> wanted = tables == null ? List.of() : tables;
        for (int i = 0; i < wanted.size(); i++) {
            String table = wanted.get(i);
            require(faults, table != null && table.matches("(?s).+\\..+"), "tables[" + i + "]", "is not schema.table");
        }
        require(faults, wanted.isEmpty() || database, "tables", "can be chosen of databases only");
        if (!faults.isEmpty()) {
            throw ProblemException.ofFields(
                    PlatformProblem.INVALID_REQUEST, "The order cannot be understood.", List.copyOf(faults));
        }
        return new Checked(
                String.valueOf(runId),
                locationId == null || locationId.isBlank() ? null : locationId,
                RestoreTargetKind.of(kind).orElseThrow(),
                name,
                List.copyOf(wanted),
                toTime);
    }

    private static void require(List<FieldFault> faults, boolean holds, String field, String otherwise) {
        if (!holds) {
            faults.add(new FieldFault(field, otherwise));
        }
    }
}
