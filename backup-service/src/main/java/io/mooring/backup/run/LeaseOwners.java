package io.mooring.backup.run;

import io.mooring.schemas.UuidV7;
import org.springframework.stereotype.Component;

/** Names for lease owners: this process and a number that is never used again, so that no claim mistakes itself for another. */
@Component
final class LeaseOwners {

    private final String process = "pid-" + ProcessHandle.current().pid();

    String next() {
        return process + "/" + UuidV7.system().next();
    }
}
