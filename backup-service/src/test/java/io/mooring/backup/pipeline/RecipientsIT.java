package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.backup.key.Recipient;
import io.mooring.backup.key.Secret;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.source.PostgresSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whom a backup is encrypted to is checked before anything else: nobody needs a backup that nobody can read. */
class RecipientsIT {

    private static final PostgresSource NOWHERE = new PostgresSource("127.0.0.1", 1, "db", "user", Secret.of(""));

    @Test
    void anExpiredRecipientIsToldBeforeTheDatabaseIsAsked() throws Exception {
        BackupFailure failure = with(Backups.GPG.expired("Late <late@example.org>"));

        assertThat(failure.code()).isEqualTo(FailureCode.RECIPIENT_UNUSABLE);
        assertThat(failure).hasMessageContaining("expired").hasMessageContaining("late@example.org");
    }

    @Test
    void soAreARevokedOneAndOneThatOnlySigns() throws Exception {
        assertThat(with(Backups.GPG.revoked("Gone <gone@example.org>")).code())
                .isEqualTo(FailureCode.RECIPIENT_UNUSABLE);
        assertThat(with(Backups.GPG.signOnly("Signs <signs@example.org>")).code())
                .isEqualTo(FailureCode.RECIPIENT_UNUSABLE);
    }

    @Test
    void oneRecipientIsNotEnoughAndTwiceTheSameIsOne() throws Exception {
        Recipient operations = Recipient.read(Backups.OPERATIONS_KEY);

        assertThatThrownBy(() -> job(List.of(operations, operations))).hasMessageContaining("two different recipients");
    }

    private static BackupFailure with(Path key) throws Exception {
        InMemoryLocation memory = new InMemoryLocation("memory");
        BackupJob job = new BackupJob(
                "run",
                "plan",
                "plan",
                NOWHERE,
                List.of(memory),
                List.of(Recipient.read(Backups.OPERATIONS_KEY), Recipient.read(key)),
                null,
                3);
        BackupFailure failure = catchThrowableOfType(
                BackupFailure.class, () -> Backups.taking(Backups.settings(1024, Duration.ofSeconds(5)))
                        .take(job, new Recording()));
        NothingLeft.in(memory);
        return failure;
    }

    private static BackupJob job(List<Recipient> recipients) {
        return new BackupJob(
                "run", "plan", "plan", NOWHERE, List.of(new InMemoryLocation("memory")), recipients, null, 3);
    }
}
