package io.mooring.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is backed up, when, to where.
 *
 * @param id part of every object's key and never to be changed
 * @param schedule without one, people start it
 * @param locations ids of the locations
 * @param retentionDays short for a retention by days alone; without both the source's kind decides
 * @param recipients files with a public key each, for this plan instead of {@code backup.recipients}; null: those
 * @param compressionLevel zstd's, for this plan instead of {@code backup.pipeline.compression-level}; null: that
 */
public record PlanSettings(
        @DefaultValue("") String id,
        @Nullable String name,
        @Nullable PlanSource source,
        @Nullable Schedule schedule,
        @DefaultValue List<String> locations,
        @Nullable Integer retentionDays,
        @Nullable PlanRetention retention,
        @DefaultValue Objectives objectives,
        VerificationSettings.@Nullable OfPlan verification,
        @Nullable List<Path> recipients,
        @Nullable Integer compressionLevel,
        @DefaultValue("true") boolean enabled) {

    public PlanSettings {
        locations = List.copyOf(locations);
        recipients = recipients == null ? null : List.copyOf(recipients);
    }

    void collect(SettingFaults faults, String at, Set<String> known) {
        faults.name(at + ".id", id);
        faults.require(source != null, at + ".source is missing");
        if (source != null) {
            source.collect(faults, at + ".source");
        }
        if (schedule != null) {
            schedule.collect(faults, at + ".schedule");
        }
        faults.require(!locations.isEmpty(), at + ".locations: name at least one");
        faults.require(new HashSet<>(locations).size() == locations.size(), at + ".locations names a location twice");
        locations.stream()
                .filter(location -> !known.contains(location))
                .forEach(location -> faults.add(at + ".locations: there is no location '" + location + "'"));
        if (retentionDays != null) {
            faults.between(at + ".retention-days", retentionDays, 1, 36_500);
            faults.require(retention == null, at + ": give retention-days or retention, not both");
        }
        if (retention != null) {
            retention.collect(faults, at + ".retention");
        }
        objectives.collect(faults, at + ".objectives");
        faults.require(
                recipients == null || new HashSet<>(recipients).size() >= 2,
                at + ".recipients: name at least two different public keys, or none to have those of all plans");
        if (compressionLevel != null) {
            PipelineOptions.collectLevel(faults, at + ".compression-level", compressionLevel);
        }
        if (verification != null) {
            verification.collect(faults, at + ".verification");
        }
    }

    /** When: a cron expression of five fields or hourly, daily, weekly; in a time zone; delayed by at most the jitter. */
    public record Schedule(
            @DefaultValue("daily") String cron,
            @DefaultValue("UTC") String zone,
            @DefaultValue("0s") Duration jitter) {

        private void collect(SettingFaults faults, String at) {
            faults.text(at + ".cron", cron);
            faults.text(at + ".zone", zone);
            faults.require(
                    !jitter.isNegative() && jitter.compareTo(Duration.ofHours(12)) <= 0,
                    at + ".jitter must be 0 to 12 hours but is " + jitter);
        }
    }

    /** Recovery point and recovery time objective; null where there is none. */
    public record Objectives(
            @Nullable Duration rpo, @Nullable Duration rto) {

        private void collect(SettingFaults faults, String at) {
            if (rpo != null) {
                faults.positive(at + ".rpo", rpo);
            }
            if (rto != null) {
                faults.positive(at + ".rto", rto);
            }
        }
    }
}
