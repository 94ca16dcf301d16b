package io.mooring.backup.pipeline;

import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.source.PgDumpTool;
import io.mooring.backup.source.PostgresSnapshot;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.TableContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.jspecify.annotations.Nullable;

/** One backup being taken. */
final class BackupRunning {

    private static final Duration TICK = Duration.ofMillis(200);

    private final PipelineSettings settings;
    private final InstantSource clock;
    private final BackupJob job;
    private final Instant startedAt;
    private final Progress progress;
    private final List<PGPPublicKey> keys = new ArrayList<>();
    private final List<Manifest.KeyName> keyNames = new ArrayList<>();

    BackupRunning(PipelineSettings settings, InstantSource clock, BackupJob job, RunObserver observer) {
        this.settings = settings;
        this.clock = clock;
        this.job = job;
        this.startedAt = clock.instant();
        this.progress = new Progress(observer);
    }

    BackupOutcome take() throws BackupFailure, InterruptedException {
        progress.phase(Phase.PREPARING);
        checkRecipients();
        try (SnapshotHolder holder = new SnapshotHolder(job.source(), settings)) {
            PostgresSnapshot snapshot = aside("connect", holder::open);
            progress.estimated(snapshot.estimatedBytes());
            int server = snapshot.facts().serverMajor();
            PgDumpTool tool = aside("find-pg_dump", () -> PgDumpTool.forServer(server, settings.postgresFolders()));
            return copy(snapshot, tool);
        }
    }

    private void checkRecipients() throws BackupFailure {
        try {
            for (Recipient recipient : job.recipients()) {
                keys.add(recipient.encryptionKey(startedAt));
                keyNames.add(new Manifest.KeyName(
                        recipient.fingerprint(), recipient.encryptionFingerprint(startedAt), recipient.label()));
            }
        } catch (KeyUnusable unusable) {
            throw Failures.recipient(unusable);
        }
    }

    private BackupOutcome copy(PostgresSnapshot snapshot, PgDumpTool tool) throws BackupFailure, InterruptedException {
        progress.phase(Phase.DUMPING);
        try (Copies copies = new Copies(job.locations(), job.folder(), settings.locationTimeout())) {
            progress.watch(copies);
            try {
                return copy(snapshot, tool, copies);
            } catch (ExecutionException failure) {
                progress.tick();
                throw Failures.of(failure.getCause(), copies);
            } catch (SourceFailure failure) {
                throw Failures.source(failure);
            }
        }
    }

    private BackupOutcome copy(PostgresSnapshot snapshot, PgDumpTool tool, Copies copies)
            throws SourceFailure, ExecutionException, InterruptedException {
        EncryptedChunks encrypted = new EncryptedChunks(new OpenPgpMessages(keys, startedAt), copies);
        DumpStream stream = new DumpStream(settings, job.compressionLevel(), encrypted, progress);
        List<TableContent> tables = stream.run(job.source(), snapshot, tool, TICK);
        progress.phase(Phase.FINISHING);
        Manifest manifest = DescribeBackup.describe(
                job, startedAt, clock.instant(), snapshot.facts(), tool, keyNames, stream.chunks(), tables);
        return finish(copies, manifest);
    }

    private BackupOutcome finish(Copies copies, Manifest manifest) throws InterruptedException, ExecutionException {
        byte[] bytes = ManifestJson.write(manifest);
        @Nullable ManifestSigner signer = job.signer();
        byte @Nullable [] signature = signer == null ? null : signer.sign(bytes, clock.instant());
        try (Crew crew = new Crew()) {
            crew.start("finish", () -> {
                copies.finish(bytes, signature);
                return true;
            });
            crew.awaitAll(TICK, progress::tick);
        }
        progress.tick();
        BackupOutcome outcome = new BackupOutcome(manifest, bytes, copies.progress());
        copies.keep();
        return outcome;
    }

    /** Runs something on a thread of its own, so that this one hears a cancel at once. */
    private <T> T aside(String name, Callable<T> work) throws BackupFailure, InterruptedException {
        try (Crew crew = new Crew()) {
            Future<T> result = crew.startVirtual(name, work);
            crew.awaitAll(TICK, progress::tick);
            return result.get();
        } catch (ExecutionException failure) {
            throw Failures.of(failure.getCause());
        }
    }
}
