package io.mooring.backup;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How backups are verified; each key is explained in backup-service.yml.
 *
 * @param readPerSecond how fast objects are read again, all verifications of this instance together; zero: as fast as it goes
 * @param afterRunUpTo a backup stored in up to so many bytes is read again right after it was made
 * @param folder on a local disk, for throwaway servers; null for the system's temporary folder
 * @param spareSpace what restore tests leave free in it
 */
public record VerificationSettings(
        @DefaultValue("64MB") DataSize readPerSecond,
        @DefaultValue("1GB") DataSize afterRunUpTo,
        @DefaultValue Timetable checksums,
        @DefaultValue Timetable restoreTest,
        @Nullable Path folder,
        @DefaultValue("1GB") DataSize spareSpace,
        @DefaultValue("60s") Duration startTimeout) {

    void collect(SettingFaults faults) {
        faults.require(!readPerSecond.isNegative(), "verification.read-per-second must not be negative");
        faults.require(!afterRunUpTo.isNegative(), "verification.after-run-up-to must not be negative");
        faults.require(!spareSpace.isNegative(), "verification.spare-space must not be negative");
        faults.require(folder == null || folder.isAbsolute(), "verification.folder must be an absolute path");
        faults.positive("verification.start-timeout", startTimeout);
        checksums.collect(faults, "verification.checksums");
        restoreTest.collect(faults, "verification.restore-test");
    }

    /**
     * When; the same fields as a plan's schedule.
     *
     * @param cron null for the usual: monthly, checksums on the 15th, restore tests on the 1st
     */
    public record Timetable(
            @DefaultValue("true") boolean enabled,
            @Nullable String cron,
            @DefaultValue("UTC") String zone,
            @DefaultValue("6h") Duration jitter) {

        void collect(SettingFaults faults, String at) {
            faults.require(
                    !jitter.isNegative() && jitter.compareTo(Duration.ofHours(12)) <= 0,
                    at + ".jitter must be 0 to 12 hours but is " + jitter);
        }
    }

    /** One plan's own; null where the service's hold. */
    public record OfPlan(
            @Nullable Timetable checksums, @Nullable Timetable restoreTest) {

        void collect(SettingFaults faults, String at) {
            if (checksums != null) {
                checksums.collect(faults, at + ".checksums");
            }
            if (restoreTest != null) {
                restoreTest.collect(faults, at + ".restore-test");
            }
        }
    }
}
