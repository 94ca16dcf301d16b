package io.mooring.backup.verify;

import io.mooring.backup.key.TrustedSigners;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.read.EveryObject;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.ReadFault;
import io.mooring.backup.read.Signature;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one location's copy of a backup again, all of it, and compares it with its manifest: every object's size and SHA-256, the
 * manifest's signature, and the manifest itself with the one that the run recorded. Goes on where a former reading stopped.
 */
final class ReadCopy {

    private final TrustedSigners signers;

    ReadCopy(TrustedSigners signers) {
        this.signers = signers;
    }

    /**
     * Reads on.
     *
     * @param before how far it was read already
     * @param recorded the manifest as this service recorded it; null when it did not
     * @param progress is told after every object
     * @return with its verdict; unknown when the location did not answer
     */
    CopyReading read(
            BackupLocation location,
            VerificationRequest request,
            CopyReading before,
            byte @Nullable [] recorded,
            Consumer<CopyReading> progress)
            throws InterruptedException {
        Reading reading = new Reading(before);
        try {
            StoredBackup backup = StoredBackup.open(location, request.planId(), request.runId(), signers);
            if (recorded != null && !Arrays.equals(recorded, backup.manifestBytes())) {
                String key = backup.folder() + io.mooring.backup.location.ObjectKeys.MANIFEST;
                reading.damage(key, "The object " + key + " is another manifest than the one that the run recorded.");
            }
            reading.objectsOf(backup, progress);
            return reading.found(verdict(reading, backup));
        } catch (ReadFailure failure) {
            if (failure.fault() == ReadFault.LOCATION_UNREACHABLE) {
                return reading.found(Finding.unknown(failure.getMessage()));
            }
            reading.damage(failure.objectKey(), failure.getMessage());
            return reading.found(damaged(reading.damages, reading.damaged));
        } catch (IOException impossible) {
            throw new IllegalStateException("reading wrote nothing", impossible);
        }
    }

    private static Finding verdict(Reading reading, StoredBackup backup) {
        if (reading.damaged > 0) {
            return damaged(reading.damages, reading.damaged);
        }
        return Finding.passed(AllOf.objects(reading.objects) + ", " + reading.bytes
                + " bytes, " + AllOf.was(reading.objects) + " read again and as written; the manifest's signature "
                + words(backup.signature()) + ".");
    }

    private static String words(Signature signature) {
        return switch (signature) {
            case VERIFIED -> "is right";
            case UNVERIFIED -> "was not checked, since no signer is trusted here (backup.trusted-signers)";
            case UNSIGNED -> "is missing, since it was never signed (backup.signing-key)";
        };
    }

    private static Finding damaged(List<Damage> damages, int count) {
        String first = damages.getFirst().problem();
        return Finding.failed(count == 1 ? first : first + " " + (count - 1) + " more objects are damaged or missing.");
    }

    /** How far it is. */
    private final class Reading {
        private final String locationId;
        private final List<Damage> damages;
        private int objects;
        private int objectsRead;
        private long bytes;
        private long bytesRead;
        private int damaged;

        private Reading(CopyReading before) {
            this.locationId = before.locationId();
            this.damages = new ArrayList<>(before.damages());
            this.objects = before.objects();
            this.objectsRead = before.objectsRead();
            this.bytesRead = before.bytesRead();
            this.damaged = before.damaged();
        }

        private void objectsOf(StoredBackup backup, Consumer<CopyReading> progress)
                throws ReadFailure, IOException, InterruptedException {
            List<StoredChunk> chunks = EveryObject.of(backup);
            objects = chunks.size();
            bytes = chunks.stream().mapToLong(StoredChunk::bytes).sum();
            ReadChunks reader = new ReadChunks(backup);
            for (StoredChunk chunk : chunks.subList(Math.min(objectsRead, objects), objects)) {
                check(reader, chunk);
                objectsRead++;
                bytesRead += chunk.bytes();
                progress.accept(found(Findings.NOT_YET));
            }
        }

        /** A damaged object is noted and the next one read: an operator wants to know of all. */
        private void check(ReadChunks reader, StoredChunk chunk) throws ReadFailure, IOException, InterruptedException {
            try {
                reader.check(chunk);
            } catch (ReadFailure failure) {
                if (failure.fault() == ReadFault.LOCATION_UNREACHABLE) {
                    throw failure;
                }
                damage(failure.objectKey(), failure.getMessage());
            }
        }

        private void damage(String key, @Nullable String problem) {
            boolean known =
                    damages.stream().anyMatch(damage -> damage.objectKey().equals(key));
            if (!known) {
                damaged++;
                if (damages.size() < CopyReading.MAX_DAMAGES) {
                    damages.add(new Damage(key, String.valueOf(problem)));
                }
            }
        }

        private CopyReading found(Finding finding) {
            return new CopyReading(locationId, finding, objects, objectsRead, bytes, bytesRead, damaged, damages);
        }
    }
}
