package io.mooring.backup;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything under {@code backup}; each key is explained in backup-service.yml. Wrong settings stop the start and are told all at
 * once. Secrets are masked when printed.
 *
 * @param recipients files with one armored public key each: at least two, or none while there are no plans
 * @param signingKey vouches for manifests; without one they are unsigned
 * @param trustedSigners files with the public keys of former or other installations' signing keys, believed besides the own one
 * @param stateFolder where received WAL waits to be shipped: on a disk that outlives the process; needed by plans that receive WAL
 * @param approvalTimeout a purge, or a restore over something in use, that nobody decides on ends after this
 * @param restoreKey the private key of a recipient; without one this instance restores and restore-tests nothing
 */
@ConfigurationProperties("backup")
public record BackupSettings(
        @DefaultValue List<PlanSettings> plans,
        @DefaultValue List<LocationSettings> locations,
        @Nullable List<Path> recipients,
        @Nullable SigningKey signingKey,
        @Nullable List<Path> trustedSigners,
        @Nullable RestoreKey restoreKey,
        @Nullable Path stateFolder,
        @DefaultValue RestoreSettings restore,
        @DefaultValue RunSettings runs,
        @DefaultValue PipelineOptions pipeline,
        @DefaultValue VerificationSettings verification,
        @DefaultValue DrillSettings drills,
        @DefaultValue("30s") Duration checkLocations,
        @DefaultValue("1h") Duration prune,
        @DefaultValue("72h") Duration approvalTimeout,
        @DefaultValue("5m") Duration makeUpCopies,
        @DefaultValue OverdueSettings overdue) {

    public BackupSettings {
        plans = List.copyOf(plans);
        locations = List.copyOf(locations);
        recipients = recipients == null ? List.of() : List.copyOf(recipients);
        trustedSigners = trustedSigners == null ? List.of() : List.copyOf(trustedSigners);
        SettingFaults faults = new SettingFaults();
        unique(faults, "plans", plans.stream().map(PlanSettings::id).toList());
        unique(faults, "locations", locations.stream().map(LocationSettings::id).toList());
        Set<String> known =
                new HashSet<>(locations.stream().map(LocationSettings::id).toList());
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
        faults.require(
                stateFolder != null && stateFolder.isAbsolute()
                        || plans.stream()
                                .noneMatch(plan ->
                                        plan.source() != null && plan.source().receivesWal()),
                "state-folder: name an absolute folder, in which WAL waits that is received and not yet shipped");
        if (restoreKey != null) {
            restoreKey.collect(faults);
        }
        restore.collect(
                faults, new HashSet<>(plans.stream().map(PlanSettings::id).toList()));
        runs.collect(faults);
        pipeline.collect(faults);
        verification.collect(faults);
        drills.collect(
                faults, new HashSet<>(plans.stream().map(PlanSettings::id).toList()));
        faults.positive("check-locations", checkLocations);
        faults.positive("prune", prune);
        faults.positive("approval-timeout", approvalTimeout);
        faults.positive("make-up-copies", makeUpCopies);
        overdue.collect(faults);
        faults.throwIfAny("backup");
    }

    /** What a plan's backups are compressed with: zstd's level. */
    public int compressionLevel(PlanSettings plan) {
        Integer own = plan.compressionLevel();
        return own == null ? pipeline.compressionLevel() : own;
    }

    private static void unique(SettingFaults faults, String list, List<String> ids) {
        Set<String> seen = new HashSet<>();
        ids.stream()
                .filter(id -> !id.isBlank() && !seen.add(id))
                .forEach(id -> faults.add(list + ": the id '" + id + "' is there twice"));
    }

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

    /** An armored private key that opens backups, and what unlocks it. Only where restores are made. */
    public record RestoreKey(
            @Nullable Path file,
            @Nullable String passphrase,
            @Nullable Path passphraseFile) {

        private void collect(SettingFaults faults) {
            faults.require(file != null, "restore-key.file is missing");
            faults.require(
                    passphrase == null || passphraseFile == null,
                    "restore-key: give passphrase or passphrase-file, not both");
        }

        @Override
        public String toString() {
            return String.valueOf(file);
        }
    }
}
