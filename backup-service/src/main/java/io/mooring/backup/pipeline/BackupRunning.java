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
            Prepared prepared = prepare(holder);
            progress.estimated(prepared.snapshot().estimatedBytes());
            return copy(prepared.snapshot(), prepared.tool());
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

    private record Prepared(PostgresSnapshot snapshot, PgDumpTool tool) {}

    /** Connects and looks for pg_dump at once, on threads of their own, so that this one hears a cancel. */
    private Prepared prepare(SnapshotHolder holder) throws BackupFailure, InterruptedException {
        try (Crew crew = new Crew()) {
            Future<PostgresSnapshot> snapshot = crew.startVirtual("connect", holder::open);
            Future<List<PgDumpTool>> tools =
                    crew.startVirtual("find-pg_dump", () -> PgDumpTool.installed(settings.postgresFolders()));
            crew.awaitAll(TICK, progress::tick);
            int server = snapshot.get().facts().serverMajor();
            return new Prepared(snapshot.get(), PgDumpTool.forServer(server, tools.get(), settings.postgresFolders()));
        } catch (ExecutionException failure) {
            throw Failures.of(failure.getCause());
        } catch (SourceFailure failure) {
            throw Failures.source(failure);
        }
    }
}
