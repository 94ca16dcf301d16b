package io.mooring.backup.restore;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.RebuildFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks for what stands against a restore, and gathers what is found. */
final class Looks {

    private static final int OBJECTS_TOLD = 10;

    private final List<RestorePlan.Problem> problems = new ArrayList<>();

    /** Something that may find a problem. */
    @FunctionalInterface
    interface Look {
        void take() throws RestoreStopped, ReadFailure, RebuildFailure, IOException, InterruptedException;
    }

    void take(Look look) throws InterruptedException {
        try {
            look.take();
        } catch (RestoreStopped stopped) {
            add(stopped);
        } catch (ReadFailure failure) {
            add(RestoreStopped.by(failure));
        } catch (RebuildFailure failure) {
            add(RestoreStopped.by(failure));
        } catch (IOException unexpected) {
            throw new IllegalStateException("nothing is written here", unexpected);
        }
    }

    /** Whether every object is there in its size. */
    void objects(StoredBackup backup, List<StoredChunk> objects) throws InterruptedException {
        take(() -> {
            Map<String, Long> there = list(backup, objects);
            for (StoredChunk object : objects) {
                Long found = there.get(object.key());
                if (problems.size() < OBJECTS_TOLD && (found == null || found != object.bytes())) {
                    add(missing(backup.location(), object, found));
                }
            }
        });
    }

    boolean foundNothing() {
        return problems.isEmpty();
    }

    List<RestorePlan.Problem> problems() {
        return List.copyOf(problems);
    }

    static RestoreStopped missing(BackupLocation location, StoredChunk object, @Nullable Long found) {
        return new RestoreStopped(
                found == null ? "object-missing" : "object-size",
                "The object " + object.key() + " in the location "
                        + location.id()
                        + (found == null
                                ? " is missing."
                                : " has " + found + " bytes instead of " + object.bytes() + "."),
                "Use the copy in another location, or another backup.");
    }

    static RestoreStopped unreachable(BackupLocation location, LocationFailure failure) {
        return new RestoreStopped(
                "location-unreachable",
                "The location " + location.id() + " cannot be listed: " + failure.getMessage() + ".",
                "Check the location, or use another one.");
    }

    private static Map<String, Long> list(StoredBackup backup, List<StoredChunk> objects) throws RestoreStopped {
        Set<String> folders = objects.stream()
                .map(object -> object.key().substring(0, object.key().lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
        Map<String, Long> there = new HashMap<>();
        try {
            for (String folder : folders) {
                backup.location().list(folder).stream()
                        .forEach((StoredObject object) -> there.put(object.key(), object.bytes()));
            }
        } catch (LocationFailure failure) {
            throw unreachable(backup.location(), failure);
        }
        return there;
    }

    private void add(RestoreStopped stopped) {
        var failure = stopped.failure();
        var problem = new RestorePlan.Problem(failure.code(), failure.message(), failure.remedy());
        // Looks may meet the same trouble, such as a server that does not answer.
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
