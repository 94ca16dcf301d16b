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
 */
public record PlanSettings(
        @DefaultValue("") String id,
        @Nullable String name,
        @Nullable Source source,
        @Nullable Schedule schedule,
        @DefaultValue List<String> locations,
        @DefaultValue("30") int retentionDays,
        @DefaultValue Objectives objectives,
        @DefaultValue("true") boolean enabled) {

    public PlanSettings {
        locations = List.copyOf(locations);
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
        faults.between(at + ".retention-days", retentionDays, 1, 36_500);
        objectives.collect(faults, at + ".objectives");
    }

    /** A PostgreSQL database, and as whom to read it. The password stands here or in a file, whose last line break is not part. */
    public record Source(
            @DefaultValue("") String host,
            @DefaultValue("5432") int port,
            @DefaultValue("") String database,
            @DefaultValue("") String user,
            @Nullable String password,
            @Nullable Path passwordFile,
            @DefaultValue("prefer") String sslMode) {

        private static final Set<String> SSL_MODES = Set.of("disable", "prefer", "require", "verify-ca", "verify-full");

        private void collect(SettingFaults faults, String at) {
            faults.text(at + ".host", host);
            faults.between(at + ".port", port, 1, 65_535);
            faults.text(at + ".database", database);
            faults.text(at + ".user", user);
            faults.require(password == null || passwordFile == null, at + ": give password or password-file, not both");
            faults.require(
                    SSL_MODES.contains(sslMode),
                    at + ".ssl-mode is none of disable, prefer, require, verify-ca, verify-full: '" + sslMode + "'");
        }

        @Override
        public String toString() {
            return user + "@" + host + ":" + port + "/" + database;
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
