package io.mooring.notifier.delivery;

/**
 * What time it is in a statement, written {@code {now}}: the database's, so that leases, schedules and pauses mean the same
 * to every sender whatever its own clock says. A due time farther away than any wait can be was written under a clock
 * that was wrong, and holds nothing up.
 *
 * @param now an SQL expression
 */
record DatabaseTime(String now) {

    static final DatabaseTime REAL = new DatabaseTime("statement_timestamp()");

    /** Replaces {@code {now}} and {@code {ahead COLUMN}}, true when the column's time is still to come. */
    String in(String statement) {
        return statement
                .replaceAll("\\{ahead ([a-z._]+)}", "coalesce($1 > {now} AND $1 <= {now} + interval '2 hours', false)")
                .replace("{waiting}", "('PENDING', 'SENDING', 'UNKNOWN', 'FAILED')")
                .replace("{now}", now);
    }
}
