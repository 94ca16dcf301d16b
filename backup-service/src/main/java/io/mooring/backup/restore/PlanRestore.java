package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.RebuildSettings;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.rebuild.TablesBeside;
import io.mooring.backup.rebuild.TargetServer;
import io.mooring.backup.run.BackupRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A dry run: everything that can be known before a restore without writing anything. */
@Component
final class PlanRestore {

    private final OpenBackup openBackup;
    private final CheckRestore checks;
    private final PlanFolder folders;
    private final PlanCluster clusters;
    private final RestoreServers servers;
    private final BackupSettings settings;
    private final RebuildSettings rebuilding;

    PlanRestore(
            OpenBackup openBackup,
            CheckRestore checks,
            PlanFolder folders,
            PlanCluster clusters,
            RestoreServers servers,
            BackupSettings settings,
            PipelineSettings pipeline) {
        this.openBackup = openBackup;
        this.checks = checks;
        this.folders = folders;
        this.clusters = clusters;
        this.servers = servers;
        this.settings = settings;
        this.rebuilding = new RebuildSettings(settings.restore().jobsOrUsual(), pipeline.postgresFolders());
    }

    /** Blocking. @param former completed restores of the plan, newest first */
    RestorePlan plan(BackupRun run, RestoreOrder.Checked order, List<Restore> former) throws InterruptedException {
        Looks looks = new Looks();
        looks.take(() -> CheckRestore.kind(run, order));
        if (!looks.foundNothing()) {
            return unread(List.of(), order, null, looks);
        }
        if (order.kind() == RestoreTargetKind.FOLDER) {
            return folders.plan(run, order, former, looks);
        }
        if (order.kind() == RestoreTargetKind.NEW_CLUSTER) {
            return clusters.plan(run, order, former, looks);
        }
        looks.take(openBackup::key);
        looks.take(() -> checks.name(run.request().planId(), order));
        StoredBackup backup = open(looks, run, order);
        Long free = free(settings.restore().workFolder());
        if (backup == null) {
            return unread(steps(order), order, free, looks);
        }
        lookAt(backup, run, order, looks);
        List<RestorePlan.Step> steps = order.isBeside() ? stepsBeside(backup, run, order, looks) : steps(order);
        List<String> remarks = remarks(backup, run, order, looks);
        long bytes =
                backup.chunks().stream().mapToLong(StoredChunk::sourceBytes).sum();
        looks.take(() -> requireSpace(free, bytes));
        return new RestorePlan(
                steps,
                backup.location().id(),
                bytes,
                backup.chunks().stream().mapToLong(StoredChunk::bytes).sum(),
                estimate(bytes, former),
                free,
                order.kind().needsApproval(),
                looks.problems(),
                remarks);
    }

    /** A missing owner stands not against it: then everything belongs to the restore user. */
    private List<String> remarks(StoredBackup backup, BackupRun run, RestoreOrder.Checked order, Looks looks)
            throws InterruptedException {
        List<String> remarks = new ArrayList<>();
        // Single tables beside live ones belong to whom the database belongs.
        if (!order.isBeside()) {
            looks.take(() -> remarks.addAll(SourceRoles.missing(
                    backup, new TargetServer(servers.of(run.request().planId())))));
            remarks.add(SourceRoles.remark(backup));
        }
        Vouching.remark(backup).ifPresent(remarks::add);
        return remarks;
    }

    /** Nothing is known of the backup. */
    private static RestorePlan unread(
            List<RestorePlan.Step> steps, RestoreOrder.Checked order, @Nullable Long free, Looks looks) {
        return new RestorePlan(
                steps, null, null, null, null, free, order.kind().needsApproval(), looks.problems(), List.of());
    }

    private void requireSpace(@Nullable Long free, long bytes) throws RestoreStopped {
        long reserve = settings.restore().reserve().toBytes();
        if (free != null && free - reserve < bytes) {
            throw new RestoreStopped(
                    "no-space",
                    "The decrypted backup needs " + bytes + " bytes in "
                            + settings.restore().workFolder() + ", of which " + free + " are free and " + reserve
                            + " must stay so.",
                    "Free some space, or name a folder on a larger disk in backup.restore.folder.");
        }
    }

    private void lookAt(StoredBackup backup, BackupRun run, RestoreOrder.Checked order, Looks looks)
            throws InterruptedException {
        looks.objects(backup, backup.chunks());
        looks.take(() -> new ReadChunks(backup).tryKey(backup.chunks().getFirst(), openBackup.key()));
        looks.take(() -> RestorableDatabase.require(
                backup, new TargetServer(servers.of(run.request().planId())), rebuilding));
        looks.take(() -> RestorableDatabase.tables(
                order.tables(), Objects.requireNonNull(backup.manifest().content())));
    }

    private @Nullable StoredBackup open(Looks looks, BackupRun run, RestoreOrder.Checked order)
            throws InterruptedException {
        List<StoredBackup> opened = new ArrayList<>();
        looks.take(() -> opened.add(openBackup.of(run, order.locationId())));
        return opened.isEmpty() ? null : opened.getFirst();
    }

    /** With the name that the schema would get now; unknown where the database does not answer, which is a problem anyway. */
    private List<RestorePlan.Step> stepsBeside(
            StoredBackup backup, BackupRun run, RestoreOrder.Checked order, Looks looks) throws InterruptedException {
        List<String> schema = new ArrayList<>();
        looks.take(() -> {
            RebuildTarget target = servers.of(run.request().planId());
            if (new TargetServer(target).exists(order.name())) {
                schema.add(new TablesBeside(target, rebuilding)
                        .freeName(order.name(), DatabaseNames.schema(backup.manifest())));
            }
        });
        return BesideSteps.of(order, schema.stream().findFirst().orElse(DatabaseNames.schema(backup.manifest())));
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

    static @Nullable Long estimate(long bytes, List<Restore> former) {
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
