package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BackupSettingsTest {

    private static BackupSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("backup", BackupSettings.class);
    }

    @Test
    void needsNothingToStart() {
        BackupSettings settings = bind(Map.of());

        assertThat(settings.plans()).isEmpty();
        assertThat(settings.runs().concurrent()).isEqualTo(2);
        assertThat(settings.pipeline().chunkSize().toMegabytes()).isEqualTo(512);
    }

    @Test
    void tellsAllFaultsAtOnce() {
        assertThatThrownBy(() -> bind(Map.of(
                        "backup.plans[0].id", "Shop!",
                        "backup.plans[0].locations[0]", "nowhere",
                        "backup.plans[0].retention-days", "0",
                        "backup.plans[0].source.port", "99999",
                        "backup.plans[0].source.ssl-mode", "maybe",
                        "backup.locations[0].id", "both",
                        "backup.locations[0].s3.endpoint", "ftp://x",
                        "backup.locations[0].directory.path", "relative",
                        "backup.runs.lease", "2s",
                        "backup.pipeline.compression-level", "99")))
                .rootCause()
                .hasMessageStartingWith("backup: ")
                .message()
                .contains(
                        "plans[0].id must be 1 to 63 lower-case letters, digits and hyphens but is 'Shop!'",
                        "plans[0].source.host is missing",
                        "plans[0].source.port must be 1 to 65535 but is 99999",
                        "plans[0].source.ssl-mode is none of",
                        "plans[0].locations: there is no location 'nowhere'",
                        "plans[0].retention-days must be 1 to 36500 but is 0",
                        "locations[0]: give either s3 or directory",
                        "locations[0].s3.endpoint must begin with http:// or https://",
                        "locations[0].directory.path must be an absolute path",
                        "recipients: name at least two different public keys",
                        "runs.lease must be at least three times runs.heartbeat",
                        "pipeline.compression-level must be 1 to 19 but is 99");
    }

    @Test
    void tellsWhichKeysDoNotGoWithASourcesKind() {
        assertThatThrownBy(() -> bind(Map.of(
                        "backup.plans[0].id", "uploads",
                        "backup.plans[0].source.kind", "uploads",
                        "backup.plans[0].source.host", "db",
                        "backup.plans[0].source.path", "relative",
                        "backup.plans[0].source.full-runs", "0",
                        "backup.plans[1].id", "main",
                        "backup.plans[1].source.kind", "cluster",
                        "backup.plans[1].source.database", "shop",
                        "backup.plans[1].source.path", "/srv",
                        "backup.plans[2].source.kind", "floppy")))
                .rootCause()
                .message()
                .contains(
                        "plans[0].source.host does not go with kind uploads",
                        "plans[0].source.path must be an absolute path",
                        "plans[0].source.full-runs must be 1 to 1000 but is 0",
                        "plans[1].source.host is missing",
                        "plans[1].source.database does not go with kind cluster",
                        "plans[1].source.path does not go with kind cluster",
                        "plans[2].source.kind is none of postgres, cluster, files, uploads, configuration: 'floppy'");
    }

    @Test
    void tellsWhatIsWrongWithAPlansOwnKeysAndCompression() {
        assertThatThrownBy(() -> bind(Map.of(
                        "backup.plans[0].id", "payroll",
                        "backup.plans[0].recipients[0]", "/one.asc",
                        "backup.plans[0].recipients[1]", "/one.asc",
                        "backup.plans[0].compression-level", "20")))
                .rootCause()
                .message()
                .contains(
                        "plans[0].recipients: name at least two different public keys",
                        "plans[0].compression-level must be 1 to 19 but is 20");
    }

    @Test
    void tellsWhatIsWrongWithARetention() {
        assertThatThrownBy(() -> bind(Map.of(
                        "backup.plans[0].retention-days", "3",
                        "backup.plans[0].retention.daily", "-1",
                        "backup.plans[1].retention.hourly", "0")))
                .rootCause()
                .message()
                .contains(
                        "plans[0]: give retention-days or retention, not both",
                        "plans[0].retention.daily must be 0 to 100000 but is -1",
                        "plans[1].retention: give days, count, hourly, daily, weekly, monthly or yearly");
    }

    @Test
    void tellsWhatIsWrongWithAnObjectLock() {
        assertThatThrownBy(() -> bind(Map.of(
                        "backup.locations[0].id", "vault",
                        "backup.locations[0].s3.bucket", "vault",
                        "backup.locations[0].s3.object-lock.mode", "forever")))
                .rootCause()
                .message()
                .contains(
                        "locations[0].s3.object-lock.mode must be governance or compliance but is 'forever'",
                        "locations[0].s3.object-lock.days must be 1 to 36500 but is 0");
    }

    @Test
    void printsNoSecret() {
        BackupSettings settings = bind(Map.ofEntries(
                Map.entry("backup.plans[0].id", "shop"),
                Map.entry("backup.plans[0].locations[0]", "bucket"),
                Map.entry("backup.plans[0].source.host", "db"),
                Map.entry("backup.plans[0].source.database", "shop"),
                Map.entry("backup.plans[0].source.user", "ada"),
                Map.entry("backup.plans[0].source.password", "hunter2"),
                Map.entry("backup.locations[0].id", "bucket"),
                Map.entry("backup.locations[0].s3.bucket", "backups"),
                Map.entry("backup.locations[0].s3.access-key", "key"),
                Map.entry("backup.locations[0].s3.secret-key", "hunter2"),
                Map.entry("backup.recipients[0]", "/a.asc"),
                Map.entry("backup.recipients[1]", "/b.asc"),
                Map.entry("backup.signing-key.file", "/s.asc"),
                Map.entry("backup.signing-key.passphrase", "hunter2")));

        assertThat(settings.toString()).contains("ada@db:5432/shop").doesNotContain("hunter2");
    }
}
