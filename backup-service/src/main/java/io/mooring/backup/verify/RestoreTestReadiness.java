package io.mooring.backup.verify;

import io.mooring.backup.rebuild.ServerPrograms;
import io.mooring.backup.rebuild.ServerUnavailable;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whether this host could do a restore test, without doing one. */
@Component
public final class RestoreTestReadiness {

    private final ThrowawaySettings settings;

    RestoreTestReadiness(ThrowawaySettings settings) {
        this.settings = settings;
    }

    /** What stands in the way, in words: no server programs, no space. Empty when nothing does. */
    public Optional<String> trouble() throws InterruptedException {
        try {
            ServerPrograms.forBackup(0, settings.postgresFolders());
            FreeSpace.require(settings.parent(), 0, settings.spareBytes());
            return Optional.empty();
        } catch (ServerUnavailable failure) {
            return Optional.of(failure.getMessage() + " " + failure.remedy());
        }
    }
}
