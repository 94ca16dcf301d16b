package io.mooring.backup.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a plan's backups are kept: one stays while any of these rules wants it.
 *
 * @param age those younger than this; null when age does not count
 * @param count the newest so many; null when their number does not count
 * @param hourly the newest of each of the last so many hours that have one; likewise daily, weekly, monthly, yearly
 */
public record Retention(
        @Nullable Duration age, @Nullable Integer count, int hourly, int daily, int weekly, int monthly, int yearly) {

    public Retention {
        if (age != null && !age.isPositive() || count != null && count < 1) {
            throw new IllegalArgumentException("a retention keeps something");
        }
        if (Math.min(Math.min(hourly, daily), Math.min(weekly, Math.min(monthly, yearly))) < 0) {
            throw new IllegalArgumentException("a retention keeps no negative number");
        }
        if (age == null && count == null && hourly + daily + weekly + monthly + yearly == 0) {
            throw new IllegalArgumentException("a retention has a rule");
        }
    }

    /** By age alone. */
    public static Retention ofDays(int days) {
        return new Retention(Duration.ofDays(days), null, 0, 0, 0, 0, 0);
    }
}
