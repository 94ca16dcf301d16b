package io.mooring.backup.verify;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.StoredBackup;

/** Restores backups of one kind of source into something that is thrown away, and compares what came back. Plain Java. */
interface TestRestore {

    /** Whether it can test backups of this source. */
    boolean canTest(ManifestSource source);

    /**
     * Restores and compares. Blocking; leaves nothing behind, whatever happens.
     *
     * @param stopwatch is told of each step
     * @return every answer but "present" and "fast enough"; trouble is an answer, not an exception
     */
    TestOutcome test(StoredBackup backup, DecryptionKey key, Stopwatch stopwatch) throws InterruptedException;
}
