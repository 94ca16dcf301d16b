package io.mooring.backup.run;

import java.util.Collection;
import reactor.core.publisher.Flux;

/** Which copies their locations lock. */
@FunctionalInterface
public interface CopyLocks {

    /** Of copies at locations with a lock; none of the others. */
    Flux<CopyLock> of(Collection<String> runIds);
}
