package io.mooring.backup.list;

import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * Rows of a table whose ids grow with time, the newest first, a page at a time. The table has the columns id, plan_id and state.
 *
 * @param planId only this plan's; null for all
 * @param state the word of a state, only those in it; null for all
 * @param olderThan only rows before the one with this id; null for the newest
 * @param limit at most so many
 */
public record NewestFirst(
        @Nullable String planId,
        @Nullable String state,
        @Nullable String olderThan,
        int limit) {

    /** @param select SELECT and FROM, of one table */
    public GenericExecuteSpec of(DatabaseClient database, String select) {
        GenericExecuteSpec query = database.sql(select + " WHERE true"
                + (planId == null ? "" : " AND plan_id = :planId")
                + (state == null ? "" : " AND state = :state")
                + (olderThan == null ? "" : " AND id < :olderThan")
                + " ORDER BY id DESC LIMIT " + limit);
        query = planId == null ? query : query.bind("planId", planId);
        query = state == null ? query : query.bind("state", state);
        return olderThan == null ? query : query.bind("olderThan", olderThan);
    }
}
