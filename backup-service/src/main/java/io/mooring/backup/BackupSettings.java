package io.mooring.backup;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code backup}; each key is explained in backup-service.yml. Wrong settings stop the start and are told all at
 * once. Secrets are masked when printed.
 *
 * @param recipients files with one armored public key each: at least two, or none while there are no plans
 * @param signingKey vouches for manifests; without one they are unsigned
 */
@ConfigurationProperties("backup")
public record BackupSettings(
        @DefaultValue List<Plan> plans,
        @DefaultValue List<Location> locations,
        @Nullable List<Path> recipients,
        @Nullable SigningKey signingKey,
        @DefaultValue Runs runs,
        @DefaultValue Pipeline pipeline,
        @DefaultValue("30s") Duration checkLocations) {

    public BackupSettings {
        plans = List.copyOf(plans);
        locations = List.copyOf(locations);
        recipients = recipients == null ? List.of() : List.copyOf(recipients);
        SettingFaults faults = new SettingFaults();
        unique(faults, "plans", plans.stream().map(Plan::id).toList());
        unique(faults, "locations", locations.stream().map(Location::id).toList());
        Set<String> known = new HashSet<>(locations.stream().map(Location::id).toList());
        for (int i = 0; i < plans.size(); i++) {
            plans.get(i).collect(faults, "plans[" + i + "]", known);
        }
        for (int i = 0; i < locations.size(); i++) {
            locations.get(i).collect(faults, "locations[" + i + "]");
        }
        faults.require(
                plans.isEmpty() || new HashSet<>(recipients).size() >= 2,
                "recipients: name at least two different public keys (operations and an offline escrow key),"
                        + " or one lost key is a lost backup");
        runs.collect(faults);
        pipeline.collect(faults);
        faults.positive("check-locations", checkLocations);
        faults.throwIfAny("backup");
    }

    private static void unique(SettingFaults faults, String list, List<String> ids) {
        Set<String> seen = new HashSet<>();
        ids.stream()
                .filter(id -> !id.isBlank() && !seen.add(id))
                .forEach(id -> faults.add(list + ": the id '" + id + "' is there twice"));
    }

    /**
     * What is backed up, when, to where.
     *
     * @param id part of every object's key and never to be changed
     * @param schedule without one, people start it
     * @param locations ids of the locations
     */
    public record Plan(
            @DefaultValue("") String id,
            @Nullable String name,
            @Nullable Source source,
            @Nullable Schedule schedule,
            @DefaultValue List<String> locations,
            @DefaultValue("30") int retentionDays,
            @DefaultValue Objectives objectives,
            @DefaultValue("true") boolean enabled) {

        public Plan {
            locations = List.copyOf(locations);
        }

        private void collect(SettingFaults faults, String at, Set<String> known) {
            faults.name(at + ".id", id);
            faults.require(source != null, at + ".source is missing");
            if (source != null) {
                source.collect(faults, at + ".source");
            }
            if (schedule != null) {
                schedule.collect(faults, at + ".schedule");
            }
            faults.require(!locations.isEmpty(), at + ".locations: name at least one");
            faults.require(
                    new HashSet<>(locations).size() == locations.size(), at + ".locations names a location twice");
            locations.stream()
                    .filter(location -> !known.contains(location))
                    .forEach(location -> faults.add(at + ".locations: there is no location '" + location + "'"));
            faults.between(at + ".retention-days", retentionDays, 1, 36_500);
            objectives.collect(faults, at + ".objectives");
        }
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

    /** A place for copies: exactly one of its two kinds. */
    public record Location(
            @DefaultValue("") String id,
            @Nullable S3 s3,
            @Nullable Directory directory) {

        private void collect(SettingFaults faults, String at) {
            faults.name(at + ".id", id);
            faults.require((s3 == null) != (directory == null), at + ": give either s3 or directory");
            if (s3 != null) {
                s3.collect(faults, at + ".s3");
            }
            if (directory != null) {
                faults.require(
                        directory.path() != null && directory.path().isAbsolute(),
                        at + ".directory.path must be an absolute path");
            }
        }
    }

    /**
     * A bucket.
     *
     * @param endpoint null for Amazon's own
     * @param prefix before every key, empty or ending in a slash
     * @param checksums off for stores that refuse CRC32, such as Google Cloud Storage
     * @param accessKey together with a secret key or a file that holds it; without both the SDK looks where it always does
     */
    public record S3(
            @Nullable URI endpoint,
            @DefaultValue("us-east-1") String region,
            @DefaultValue("") String bucket,
            @DefaultValue("") String prefix,
            @Nullable String accessKey,
            @Nullable String secretKey,
            @Nullable Path secretKeyFile,
            @DefaultValue("false") boolean pathStyle,
            @DefaultValue("true") boolean checksums) {

        private void collect(SettingFaults faults, String at) {
            faults.text(at + ".bucket", bucket);
            faults.text(at + ".region", region);
            faults.require(
                    prefix.isEmpty() || prefix.endsWith("/") && !prefix.startsWith("/") && !prefix.contains(".."),
                    at + ".prefix must be empty or end in a slash and not begin with one but is '" + prefix + "'");
            faults.require(
                    endpoint == null || "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()),
                    at + ".endpoint must begin with http:// or https://");
            faults.require(
                    secretKey == null || secretKeyFile == null, at + ": give secret-key or secret-key-file, not both");
            faults.require(
                    (accessKey == null) == (secretKey == null && secretKeyFile == null),
                    at + ": an access key needs a secret key and the other way round");
        }

        @Override
        public String toString() {
            return "s3://" + bucket + "/" + prefix + (endpoint == null ? "" : " at " + endpoint);
        }
    }

    /** A folder, perhaps of a network file system. */
    public record Directory(@Nullable Path path) {}

    /** An armored private key that signs manifests, and what unlocks it. */
    public record SigningKey(
            Path file,
            @Nullable String passphrase,
            @Nullable Path passphraseFile) {

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /** How runs are worked on. */
    public record Runs(
            @DefaultValue("2") int concurrent,
            @DefaultValue("100") int queueLimit,
            @DefaultValue("1s") Duration poll,
            @DefaultValue("1s") Duration heartbeat,
            @DefaultValue("30s") Duration lease,
            @DefaultValue("1h") Duration sweep) {

        private void collect(SettingFaults faults) {
            faults.between("runs.concurrent", concurrent, 1, 64);
            faults.between("runs.queue-limit", queueLimit, 1, 100_000);
            faults.positive("runs.poll", poll);
            faults.require(
                    heartbeat.compareTo(Duration.ofSeconds(1)) >= 0,
                    "runs.heartbeat must be at least 1s but is " + heartbeat);
            faults.require(
                    lease.compareTo(heartbeat.multipliedBy(3)) >= 0,
                    "runs.lease must be at least three times runs.heartbeat but is " + lease);
            faults.positive("runs.sweep", sweep);
        }
    }

    /** How a backup is taken on this machine. */
    public record Pipeline(
            @DefaultValue("1") int compressionLevel,
            @DefaultValue("512MB") DataSize chunkSize,
            @Nullable Integer zstdWorkers,
            @DefaultValue("2m") Duration locationTimeout,
            @DefaultValue("30s") Duration lockTimeout,
            @DefaultValue("10s") Duration connectTimeout,

            @Nullable List<Path> postgresFolders) {

        /** Debian's and Red Hat's. */
        private static final List<Path> USUAL_FOLDERS = List.of(
                Path.of("/usr/lib/postgresql"), Path.of("/usr/pgsql"), Path.of("/usr/local/bin"), Path.of("/usr/bin"));

        public Pipeline {
            postgresFolders = postgresFolders == null ? USUAL_FOLDERS : List.copyOf(postgresFolders);
        }

        private void collect(SettingFaults faults) {
            faults.between("pipeline.compression-level", compressionLevel, 1, 19);
            faults.require(
                    chunkSize.toBytes() >= 1024 && chunkSize.toBytes() <= 4L << 30,
                    "pipeline.chunk-size must be 1KB to 4GB but is " + chunkSize);
            faults.require(
                    zstdWorkers == null || zstdWorkers >= 0 && zstdWorkers <= 64,
                    "pipeline.zstd-workers must be 0 to 64 but are " + zstdWorkers);
            faults.positive("pipeline.location-timeout", locationTimeout);
            faults.positive("pipeline.lock-timeout", lockTimeout);
            faults.positive("pipeline.connect-timeout", connectTimeout);
            faults.require(!postgresFolders.isEmpty(), "pipeline.postgres-folders: name at least one folder");
        }
    }
}
