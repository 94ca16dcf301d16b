package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.SecretFiles;
import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.TrustedSigners;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What opens backups and whom they are believed from. Read at start: a wrong key file stops it and says why. */
@Component
public final class ReadingKeys {

    private final @Nullable DecryptionKey key;
    private final TrustedSigners signers;

    ReadingKeys(BackupSettings settings) {
        List<String> faults = new ArrayList<>();
        this.key = key(settings.restoreKey(), faults);
        this.signers = signers(settings, faults);
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("; ", faults));
        }
    }

    /** Empty on a host that makes backups only. */
    public Optional<DecryptionKey> decryptionKey() {
        return Optional.ofNullable(key);
    }

    public TrustedSigners signers() {
        return signers;
    }

    private static @Nullable DecryptionKey key(BackupSettings.@Nullable RestoreKey key, List<String> faults) {
        if (key == null || key.file() == null) {
            return null;
        }
        try {
            return DecryptionKey.read(key.file(), SecretFiles.secret(key.passphrase(), key.passphraseFile()));
        } catch (KeyUnusable | IllegalStateException unusable) {
            faults.add("backup.restore-key: " + unusable.getMessage());
            return null;
        }
    }

    private static TrustedSigners signers(BackupSettings settings, List<String> faults) {
        List<Path> files = new ArrayList<>(settings.trustedSigners());
        if (settings.signingKey() != null) {
            files.add(settings.signingKey().file());
        }
        try {
            return TrustedSigners.read(files);
        } catch (KeyUnusable unusable) {
            faults.add("backup.trusted-signers: " + unusable.getMessage());
            return TrustedSigners.none();
        }
    }
}
