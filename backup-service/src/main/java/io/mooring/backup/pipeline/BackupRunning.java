package io.mooring.backup.pipeline;

import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Recipient;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.source.OpenSource;
import io.mooring.backup.source.SourceFacts;
import io.mooring.backup.source.SourceStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.jspecify.annotations.Nullable;

/** One backup being taken. */
final class BackupRunning {

    private static final Duration TICK = Duration.ofMillis(200);

    private final PipelineSettings settings;
    private final OpenSource openSource;
    private final InstantSource clock;
    private final BackupJob job;
    private final Instant startedAt;
    private final Progress progress;
    private final List<PGPPublicKey> keys = new ArrayList<>();
    private final List<Manifest.KeyName> keyNames = new ArrayList<>();

    BackupRunning(
            PipelineSettings settings,
            OpenSource openSource,
            InstantSource clock,
            BackupJob job,
            RunObserver observer) {
        this.settings = settings;
        this.openSource = openSource;
        this.clock = clock;
        this.job = job;
        this.startedAt = clock.instant();
        this.progress = new Progress(observer);
    }

    BackupOutcome take() throws BackupFailure, InterruptedException {
        progress.phase(Phase.PREPARING);
        checkRecipients();
        Set<String> encryptedTo =
                keyNames.stream().map(Manifest.KeyName::encryptionKey).collect(Collectors.toSet());
        OpenSource.ForRun run =
                new OpenSource.ForRun(job.runId(), job.planId(), startedAt, job.locations(), encryptedTo);
        try (SourceHolder holder = new SourceHolder(openSource, job, run)) {
            SourceStream source = open(holder);
            progress.estimated(source.estimatedBytes());
            return copy(source);
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

    /** On a thread of its own, so that this one hears a cancel. */
    private SourceStream open(SourceHolder holder) throws BackupFailure, InterruptedException {
        try (Crew crew = new Crew()) {
            Future<SourceStream> opened = crew.startVirtual("open", holder::open);
            crew.awaitAll(TICK, progress::tick);
            return opened.get();
        } catch (ExecutionException failure) {
            throw Failures.of(failure.getCause());
        }
    }

    private BackupOutcome copy(SourceStream source) throws BackupFailure, InterruptedException {
        progress.phase(Phase.DUMPING);
        try (Copies copies = new Copies(job.locations(), job.folder(), settings.locationTimeout())) {
            progress.watch(copies);
            try {
                return copy(source, copies);
            } catch (ExecutionException failure) {
                progress.tick();
                throw Failures.of(failure.getCause(), copies);
            }
        }
    }

    private BackupOutcome copy(SourceStream source, Copies copies) throws ExecutionException, InterruptedException {
        EncryptedChunks encrypted = new EncryptedChunks(new OpenPgpMessages(keys, startedAt), copies);
        new DumpStream(settings, job.compressionLevel(), encrypted, progress).run(source, TICK);
        progress.phase(Phase.FINISHING);
        SourceFacts facts = source.facts();
        Manifest manifest = DescribeBackup.describe(job, startedAt, clock.instant(), facts, keyNames, encrypted);
        return finish(source, copies, manifest);
    }

    private BackupOutcome finish(SourceStream source, Copies copies, Manifest manifest)
            throws InterruptedException, ExecutionException {
        byte[] bytes = ManifestJson.write(manifest);
        @Nullable ManifestSigner signer = job.signer();
        byte @Nullable [] signature = signer == null ? null : signer.sign(bytes, clock.instant());
        try (Crew crew = new Crew()) {
            crew.start("finish", () -> {
                copies.giveUpWithout(manifest.references(), job.planId());
                source.prepareNext(manifest.data().chunks());
                copies.lock(manifest.references(), job.planId());
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
}
