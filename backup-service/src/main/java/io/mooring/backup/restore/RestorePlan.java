package io.mooring.backup.restore;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore would do, and what stands against it.
 *
 * @param bytes of content to fetch, decrypted and decompressed; null when not even the manifest can be read
 * @param storedBytes to fetch from the location
 * @param estimatedSeconds from former restores of the plan; null when there were none
 * @param freeBytes in the folder for decrypted dumps; null when that is unknown
 * @param problems with any of these it would fail; empty: nothing is known against it
 * @param remarks that do not stand against it
 */
record RestorePlan(
        List<Step> steps,
        @Nullable String locationId,
        @Nullable Long bytes,
        @Nullable Long storedBytes,
        @Nullable Long estimatedSeconds,
        @Nullable Long freeBytes,
        boolean needsApproval,
        List<Problem> problems,
        List<String> remarks) {

    record Step(String name, String detail) {}

    record Problem(String code, String message, String remedy) {}
}
