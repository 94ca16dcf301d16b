package io.mooring.backup.place;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.LocationSettings;
import io.mooring.backup.SecretFiles;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.location.ObjectLock;
import io.mooring.backup.location.S3Location;
import io.mooring.backup.location.S3Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the locations that the settings name. */
@Configuration(proxyBeanMethods = false)
class BuildLocations {

    private static final int PART_BYTES = 8 * 1024 * 1024;
    private static final int PARTS_IN_FLIGHT = 4;
    private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);

    /** Kept free, so that what else lives on the disk goes on. */
    private static final long RESERVE_BYTES = 64L * 1024 * 1024;

    @Bean
    BackupLocations backupLocations(BackupSettings settings, InstantSource clock) {
        return new BackupLocations(
                settings.locations().stream().map(one -> location(one, clock)).toList());
    }

    private static BackupLocation location(LocationSettings settings, InstantSource clock) {
        return settings.s3() == null
                ? new DirectoryLocation(
                        settings.id(),
                        Objects.requireNonNull(
                                Objects.requireNonNull(settings.directory()).path()),
                        RESERVE_BYTES)
                : new S3Location(s3(settings.id(), settings.s3()), clock);
    }

    private static S3Settings s3(String id, LocationSettings.S3 s3) {
        return new S3Settings(
                id,
                s3.bucket(),
                s3.prefix(),
                s3.endpoint(),
                s3.region(),
                s3.pathStyle(),
                s3.accessKey() == null
                        ? null
                        : new S3Settings.Credentials(
                                s3.accessKey(), SecretFiles.secret(s3.secretKey(), s3.secretKeyFile())),
                s3.checksums(),
                PART_BYTES,
                PARTS_IN_FLIGHT,
                REQUEST_TIMEOUT,
                lock(s3.objectLock()));
    }

    private static ObjectLock lock(LocationSettings.@Nullable Lock lock) {
        return lock == null
                ? ObjectLock.NONE
                : new ObjectLock(ObjectLock.Mode.valueOf(lock.mode().toUpperCase(Locale.ROOT)), lock.days());
    }
}
