package io.mooring.backup.plan;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.SecretFiles;
import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Recipient;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom backups are encrypted to and who vouches for them. Read at start: a wrong key file stops it and says why. */
@Component
final class Keys {

    private final List<Recipient> recipients;
    private final Map<String, List<Recipient>> ofPlans = new HashMap<>();
    private final @Nullable ManifestSigner signer;

    Keys(BackupSettings settings, InstantSource clock) {
        List<String> faults = new ArrayList<>();
        this.recipients = recipients(settings.recipients(), "backup.recipients", faults);
        this.signer = signer(settings.signingKey(), clock, faults);
        if (!settings.plans().isEmpty()) {
            requireTwo(recipients, "backup.recipients", faults);
        }
        for (int i = 0; i < settings.plans().size(); i++) {
            PlanSettings plan = settings.plans().get(i);
            List<Path> own = plan.recipients();
            if (own != null) {
                String name = "backup.plans[" + i + "].recipients";
                List<Recipient> read = recipients(own, name, faults);
                requireTwo(read, name, faults);
                ofPlans.put(plan.id(), read);
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("; ", faults));
        }
    }

    /** Whom a plan's backups are encrypted to. */
    List<Recipient> recipients(String planId) {
        return ofPlans.getOrDefault(planId, recipients);
    }

    @Nullable
    ManifestSigner signer() {
        return signer;
    }

    private static void requireTwo(List<Recipient> read, String name, List<String> faults) {
        if (read.stream().map(Recipient::fingerprint).distinct().count() < 2) {
            faults.add(name + ": these files hold fewer than two different keys");
        }
    }

    private static List<Recipient> recipients(List<Path> files, String name, List<String> faults) {
        List<Recipient> read = new ArrayList<>();
        for (Path file : files) {
            try {
                read.add(Recipient.read(file));
            } catch (KeyUnusable unusable) {
                faults.add(name + ": " + unusable.getMessage());
            }
        }
        return List.copyOf(read);
    }

    private static @Nullable ManifestSigner signer(
            BackupSettings.@Nullable SigningKey key, InstantSource clock, List<String> faults) {
        if (key == null) {
            return null;
        }
        try {
            return ManifestSigner.read(
                    key.file(), SecretFiles.secret(key.passphrase(), key.passphraseFile()), clock.instant());
        } catch (KeyUnusable | IllegalStateException unusable) {
            faults.add("backup.signing-key: " + unusable.getMessage());
            return null;
        }
    }
}
