package io.mooring.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.location.ObjectLock;
import io.mooring.backup.retention.PurgeItem.Fate;
import io.mooring.backup.run.CopyLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be deleted before its time, and what keeps the rest. */
class WeighPurgeTest {

    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @Test
    void letsGoWhatNothingKeepsHoweverYoung() {
        List<KeptBackup> all = List.of(backup("new", 0, "new", Proof.RESTORE_TEST), backup("old", 1, "old", null));

        assertThat(weigh(List.of("old"), all, false))
                .containsExactly(new PurgeItem("old", all.get(1).takenAt(), Fate.GOES, List.of()));
    }

    @Test
    void keepsTheNewestVerifiedOneUnlessSomebodyConfirms() {
        List<KeptBackup> all = List.of(
                backup("new", 0, "new", null),
                backup("proven", 1, "proven", Proof.CHECKSUMS),
                backup("former", 2, "former", Proof.CHECKSUMS));
        List<String> everything = List.of("new", "proven", "former");

        assertThat(weigh(everything, all, false))
                .extracting(PurgeItem::fate)
                .containsExactly(Fate.GOES, Fate.STAYS, Fate.GOES);
        assertThat(weigh(everything, all, false).get(1).reasons())
                .containsExactly("It is the newest verified backup of the plan, and nobody confirmed that it may go.");
        assertThat(weigh(everything, all, true)).allMatch(PurgeItem::goes);
        assertThat(weigh(everything, all, true))
                .as("who approves is told")
                .extracting(PurgeItem::reasons)
                .containsExactly(
                        List.of(),
                        List.of(
                                "It is the newest verified backup of the plan; whoever asked confirmed that it may go."),
                        List.of());
    }

    @Test
    void takesTheNewestForIfNoneIsVerified() {
        List<KeptBackup> all = List.of(backup("new", 0, "new", null), backup("old", 1, "old", null));

        assertThat(weigh(List.of("new", "old"), all, false))
                .extracting(PurgeItem::fate)
                .containsExactly(Fate.STAYS, Fate.GOES);
        assertThat(weigh(List.of("new", "old"), all, true).getFirst().reasons())
                .containsExactly(
                        "It is the newest backup of a plan of which none is verified; whoever asked confirmed that it may go.");
    }

    @Test
    void keepsWhatIsHeldUsedOrLockedAndTellsEverythingThatDoes() {
        CopyLock lock = new CopyLock("busy", "vault", ObjectLock.Mode.COMPLIANCE, NOW.plusSeconds(1));
        CopyLock over = new CopyLock("free", "vault", ObjectLock.Mode.COMPLIANCE, NOW);
        KeptBackup busy = new KeptBackup("busy", day(3), "busy", null, true, true, true, List.of(lock));
        KeptBackup free = new KeptBackup("free", day(2), "free", null, true, false, false, List.of(over));

        List<PurgeItem> items = weigh(List.of("busy", "free"), List.of(busy, free), true);

        assertThat(items).extracting(PurgeItem::runId).containsExactly("free", "busy");
        assertThat(items.getFirst().goes()).isTrue();
        assertThat(items.getLast().reasons())
                .containsExactly(
                        "It is under a legal hold.",
                        "A restore or a verification is using it.",
                        "It is locked in vault until 2026-03-31T12:00:01Z.");
    }

    @Test
    void keepsWhatALaterBackupThatStaysRefersTo() {
        List<KeptBackup> chain = List.of(
                backup("full", 5, "full", null),
                backup("second", 4, "full", null),
                backup("third", 3, "full", null),
                backup("other", 2, "other", Proof.RESTORE_TEST));

        List<PurgeItem> items = weigh(List.of("full", "third"), chain, false);

        assertThat(items).extracting(PurgeItem::runId).containsExactly("third", "full");
        assertThat(items.getFirst().goes()).isTrue();
        assertThat(items.getLast().reasons()).containsExactly("The backup second, which stays, refers to its data.");
        assertThat(weigh(List.of("full", "second", "third"), chain, false)).allMatch(PurgeItem::goes);
    }

    @Test
    void neverLeavesABackupWithoutWhatItRefersToWhateverIsAskedFor() {
        List<KeptBackup> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(new KeptBackup("b" + i, day(20 - i), "b" + i / 4 * 4, null, true, i == 6, i == 1));
        }
        for (int asked = 0; asked < 1 << 12; asked++) {
            int mask = asked;
            List<String> wanted = all.stream()
                    .map(KeptBackup::runId)
                    .filter(id -> (mask >> Integer.parseInt(id.substring(1)) & 1) == 1)
                    .toList();
            List<String> gone = weigh(wanted, all, false).stream()
                    .filter(PurgeItem::goes)
                    .map(PurgeItem::runId)
                    .toList();
            assertThat(wanted).containsAll(gone);
            for (int i = 0; i < 12; i++) {
                for (int earlier = i / 4 * 4; earlier < i; earlier++) {
                    assertThat(gone.contains("b" + earlier) && !gone.contains("b" + i))
                            .as("asked for %s: b%s stays and b%s goes", wanted, i, earlier)
                            .isFalse();
                }
            }
        }
    }

    private static List<PurgeItem> weigh(List<String> wanted, List<KeptBackup> all, boolean confirmed) {
        return WeighPurge.weigh(wanted, all, confirmed, NOW);
    }

    private static KeptBackup backup(String id, int daysAgo, String chain, @Nullable Proof proof) {
        return new KeptBackup(id, day(daysAgo), chain, proof, true, false, false);
    }

    private static Instant day(int ago) {
        return NOW.minus(Duration.ofDays(ago));
    }
}
