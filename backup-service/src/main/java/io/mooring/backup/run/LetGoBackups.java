package io.mooring.backup.run;

import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Which backups retention has let go. The run stays known; whoever shows or reads a backup asks here first. */
public interface LetGoBackups {

    /** Those of the runs whose backup is let go, by run id. */
    Mono<Map<String, LetGo>> among(Collection<String> runIds);

    /**
     * Keeps retention from letting the backup, or any of its chain, go until the caller's transaction ends. By then it must be
     * among the {@link BackupsInUse}.
     *
     * @return false when it is let go already, or there is no such run
     */
    Mono<Boolean> keep(String runId);
}
