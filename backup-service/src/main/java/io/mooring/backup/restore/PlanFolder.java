package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.read.EveryObject;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.run.BackupRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A dry run of a restore into a folder. */
@Component
final class PlanFolder {

    private final OpenBackup openBackup;
    private final BackupSettings settings;

    PlanFolder(OpenBackup openBackup, BackupSettings settings) {
        this.openBackup = openBackup;
        this.settings = settings;
    }

    /** What was found of a target that can be used. */
    private static final class Found {
        private @Nullable FolderTarget target;
        private @Nullable StoredBackup backup;
        private @Nullable Long content;
        private @Nullable Long free;
        private final List<String> remarks = new ArrayList<>();
    }

    /** Blocking. @param former completed restores of the plan */
    RestorePlan plan(BackupRun run, RestoreOrder.Checked order, List<Restore> former, Looks looks)
            throws InterruptedException {
        Found found = new Found();
        looks.take(openBackup::key);
        looks.take(() ->
                found.target = FolderTarget.of(order.name(), settings.restore().folders()));
        FolderTarget target = found.target;
        if (target != null) {
            looks.take(() -> found.free = target.freeBytes());
            looks.take(target::requireFree);
        }
        looks.take(() -> found.backup = openBackup.of(run, order.locationId()));
        StoredBackup backup = found.backup;
        if (backup != null) {
            lookAt(backup, found, looks);
        }
        return new RestorePlan(
                steps(order),
                backup == null ? null : backup.location().id(),
                found.content,
                backup == null
                        ? null
                        : EveryObject.of(backup).stream()
                                .mapToLong(StoredChunk::bytes)
                                .sum(),
                found.content == null ? null : PlanRestore.estimate(found.content, former),
                found.free,
                order.kind().needsApproval(),
                looks.problems(),
                List.copyOf(found.remarks));
    }

    private void lookAt(StoredBackup backup, Found found, Looks looks) throws InterruptedException {
        List<StoredChunk> objects = EveryObject.of(backup);
        looks.objects(backup, objects);
        looks.take(() -> new ReadChunks(backup).tryKey(objects.getFirst(), openBackup.key()));
        found.content = openBackup.contentBytes(backup);
        looks.take(() -> {
            Manifest.Files files = RestorableTree.of(backup);
            found.remarks.addAll(RestorableTree.remarks(files));
            FolderTarget target = found.target;
            if (target != null) {
                target.requireSpace(
                        RestorableTree.space(files, found.content),
                        settings.restore().reserve().toBytes());
            }
        });
        Vouching.remark(backup).ifPresent(found.remarks::add);
    }

    private static List<RestorePlan.Step> steps(RestoreOrder.Checked order) {
        return List.of(
                new RestorePlan.Step(
                        "fetch",
                        "Fetch, decrypt and check every object, those of former runs too, and unpack them in a hidden folder"
                                + " beside the wanted one."),
                new RestorePlan.Step("load", "Make the tree of them, with owners where backup-service is root."),
                new RestorePlan.Step(
                        "compare",
                        "Compare the SHA-256 of every piece, and how many files, folders, links and bytes there are, with the"
                                + " manifest."),
                new RestorePlan.Step("switch", "Give it the name " + order.name() + "."));
    }
}
