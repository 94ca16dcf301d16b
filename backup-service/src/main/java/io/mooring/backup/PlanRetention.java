package io.mooring.backup;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a plan's backups are kept: a backup stays while any of these wants it.
 *
 * @param days those younger than so many days
 * @param count the newest so many
 * @param hourly the newest of each of the last so many hours that have one; likewise daily, weekly, monthly, yearly
 */
public record PlanRetention(
        @Nullable Integer days,
        @Nullable Integer count,
        @DefaultValue("0") int hourly,
        @DefaultValue("0") int daily,
        @DefaultValue("0") int weekly,
        @DefaultValue("0") int monthly,
        @DefaultValue("0") int yearly) {

    private static final int MOST_DAYS = 36_500;
    private static final int MOST = 100_000;

    void collect(SettingFaults faults, String at) {
        if (days != null) {
            faults.between(at + ".days", days, 1, MOST_DAYS);
        }
        if (count != null) {
            faults.between(at + ".count", count, 1, MOST);
        }
        faults.between(at + ".hourly", hourly, 0, MOST);
        faults.between(at + ".daily", daily, 0, MOST);
        faults.between(at + ".weekly", weekly, 0, MOST);
        faults.between(at + ".monthly", monthly, 0, MOST);
        faults.between(at + ".yearly", yearly, 0, MOST);
        faults.require(
                days != null || count != null || hourly + daily + weekly + monthly + yearly > 0,
                at + ": give days, count, hourly, daily, weekly, monthly or yearly");
    }
}
