package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.Signature;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildSettings;
import io.mooring.backup.rebuild.TargetServer;
import io.mooring.backup.run.BackupRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A dry run: everything that can be known before a restore without writing anything. */
@Component
final class PlanRestore {

    private static final int OBJECTS_TOLD = 10;

    private final OpenBackup openBackup;
    private final CheckRestore checks;
    private final RestoreServers servers;
    private final BackupSettings settings;
    private final RebuildSettings rebuilding;

    PlanRestore(
            OpenBackup openBackup,
            CheckRestore checks,
            RestoreServers servers,
            BackupSettings settings,
            PipelineSettings pipeline) {
        this.openBackup = openBackup;
        this.checks = checks;
        this.servers = servers;
        this.settings = settings;
        this.rebuilding = new RebuildSettings(settings.restore().jobsOrUsual(), pipeline.postgresFolders());
    }

    /** Something that may find a problem. */
    @FunctionalInterface
    private interface Look {
        void take() throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException;
    }

    /** Blocking. @param former completed restores of the plan, newest first */
    RestorePlan plan(BackupRun run, RestoreOrder.Checked order, List<Restore> former) throws InterruptedException {
        List<RestorePlan.Problem> problems = new ArrayList<>();
        look(problems, () -> CheckRestore.kind(run, order));
        if (!problems.isEmpty()) {
            return new RestorePlan(
                    List.of(), null, null, null, null, null, order.kind().needsApproval(), problems, List.of());
        }
        look(problems, openBackup::key);
        look(problems, () -> checks.name(run.request().planId(), order));
        StoredBackup backup = open(problems, run, order);
        Long free = free(settings.restore().workFolder());
        List<String> remarks = new ArrayList<>();
        if (backup == null) {
            return new RestorePlan(
                    steps(order), null, null, null, null, free, order.kind().needsApproval(), problems, remarks);
        }
        lookAt(backup, run, order, problems);
        long bytes =
                backup.chunks().stream().mapToLong(StoredChunk::sourceBytes).sum();
        long reserve = settings.restore().reserve().toBytes();
        if (free != null && free - reserve < bytes) {
            problems.add(new RestorePlan.Problem(
                    "no-space",
                    "The decrypted backup needs " + bytes + " bytes in "
                            + settings.restore().workFolder() + ", of which " + free + " are free and " + reserve
                            + " must stay so.",
                    "Free some space, or name a folder on a larger disk in backup.restore.folder."));
        }
        if (backup.signature() != Signature.VERIFIED) {
            remarks.add("Nobody vouches for where this backup comes from: its manifest's signature is "
                    + (backup.signature() == Signature.UNSIGNED
                            ? "missing."
                            : "not checked, for want of a trusted signer."));
        }
        return new RestorePlan(
                steps(order),
                backup.location().id(),
                bytes,
                backup.chunks().stream().mapToLong(StoredChunk::bytes).sum(),
                estimate(bytes, former),
                free,
                order.kind().needsApproval(),
                List.copyOf(problems),
                List.copyOf(remarks));
    }

    private void lookAt(
            StoredBackup backup, BackupRun run, RestoreOrder.Checked order, List<RestorePlan.Problem> problems)
            throws InterruptedException {
        look(problems, () -> objects(backup, problems));
        look(problems, () -> new ReadChunks(backup).tryKey(backup.chunks().getFirst(), openBackup.key()));
        look(
                problems,
                () -> RestorableDatabase.require(
                        backup, new TargetServer(servers.of(run.request().planId())), rebuilding));
        look(
                problems,
                () -> RestorableDatabase.tables(
                        order.tables(), Objects.requireNonNull(backup.manifest().content())));
    }

    private @Nullable StoredBackup open(List<RestorePlan.Problem> problems, BackupRun run, RestoreOrder.Checked order)
            throws InterruptedException {
        List<StoredBackup> opened = new ArrayList<>();
        look(problems, () -> opened.add(openBackup.of(run, order.locationId())));
        return opened.isEmpty() ? null : opened.getFirst();
    }

    /** Whether every object is there in its size. */
    private static void objects(StoredBackup backup, List<RestorePlan.Problem> problems) throws RestoreStopped {
        Map<String, Long> there = list(backup);
        for (StoredChunk chunk : backup.chunks()) {
            Long found = there.get(chunk.key());
            if (problems.size() < OBJECTS_TOLD && (found == null || found != chunk.bytes())) {
                problems.add(new RestorePlan.Problem(
                        found == null ? "object-missing" : "object-size",
                        "The object " + chunk.key() + " in the location "
                                + backup.location().id()
                                + (found == null
                                        ? " is missing."
                                        : " has " + found + " bytes instead of " + chunk.bytes() + "."),
                        "Use the copy in another location, or another backup."));
            }
        }
    }

    private static Map<String, Long> list(StoredBackup backup) throws RestoreStopped {
        try {
            return backup.location().list(backup.folder()).stream()
                    .collect(Collectors.toMap(StoredObject::key, StoredObject::bytes));
        } catch (LocationFailure failure) {
            throw new RestoreStopped(
                    "location-unreachable",
                    "The location " + backup.location().id() + " cannot be listed: " + failure.getMessage() + ".",
                    "Check the location, or use another one.");
        }
    }

    private static void look(List<RestorePlan.Problem> problems, Look look) throws InterruptedException {
        try {
            look.take();
        } catch (RestoreStopped stopped) {
            add(problems, stopped);
        } catch (ReadFailure failure) {
            add(problems, RestoreStopped.by(failure));
        } catch (RebuildFailure failure) {
            add(problems, RestoreStopped.by(failure));
        } catch (IOException unexpected) {
            throw new IllegalStateException("nothing is written here", unexpected);
        }
    }

    private static void add(List<RestorePlan.Problem> problems, RestoreStopped stopped) {
        var failure = stopped.failure();
        var problem = new RestorePlan.Problem(failure.code(), failure.message(), failure.remedy());
        // Looks may meet the same trouble, such as a server that does not answer.
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }

    private static List<RestorePlan.Step> steps(RestoreOrder.Checked order) {
        List<RestorePlan.Step> steps = new ArrayList<>();
        boolean replaces = order.kind() == RestoreTargetKind.LIVE_DATABASE;
        if (replaces) {
            steps.add(new RestorePlan.Step("approve", "Another person with the role approver agrees."));
        }
        steps.add(new RestorePlan.Step("fetch", "Fetch, decrypt and check every object."));
        steps.add(new RestorePlan.Step(
                "load",
                order.tables().isEmpty()
                        ? "Make the database under another name beside the others."
                        : "Make a database under another name with all definitions and the rows of "
                                + String.join(", ", order.tables()) + "."));
        steps.add(new RestorePlan.Step("analyze", "Collect the planner's statistics."));
        steps.add(
                new RestorePlan.Step("compare", "Compare rows and hashes of every restored table with the manifest."));
        steps.add(
                replaces
                        ? new RestorePlan.Step(
                                "switch",
                                "End all sessions in " + order.name()
                                        + ", keep it under another name, and give its name to the restored one; both at once.")
                        : new RestorePlan.Step("switch", "Give it the name " + order.name() + "."));
        if (replaces) {
            steps.add(new RestorePlan.Step(
                    "keep", "Keep the replaced database until somebody confirms; until then it can be had back."));
        }
        return steps;
    }

    private static @Nullable Long estimate(long bytes, List<Restore> former) {
        List<Double> perByte = former.stream()
                .filter(restore -> restore.progress().bytes() > 0
                        && restore.request().tables().isEmpty())
                .flatMap(restore -> {
                    Duration took = restore.took();
                    return took == null
                            ? java.util.stream.Stream.empty()
                            : java.util.stream.Stream.of(took.toMillis()
                                    / 1000.0
                                    / restore.progress().bytes());
                })
                .sorted()
                .toList();
        return perByte.isEmpty() ? null : Math.max(1, Math.round(bytes * perByte.get(perByte.size() / 2)));
    }

    /** Of the first of its parents that is there. */
    private static @Nullable Long free(Path folder) {
        Path there = folder;
        while (there != null && !Files.exists(there)) {
            there = there.getParent();
        }
        try {
            return there == null ? null : Files.getFileStore(there).getUsableSpace();
        } catch (IOException unknown) {
            return null;
        }
    }
}
