package io.mooring.backup.pipeline;

import java.util.Optional;

/** The pg_dump that this JVM started. */
final class PgDumps {

    private PgDumps() {}

    static Optional<ProcessHandle> running() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/pg_dump"))
                .filter(ProcessHandle::isAlive)
                .findFirst();
    }

    static void kill9() {
        running().orElseThrow().destroyForcibly();
    }
}
