package io.mooring.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.location.ObjectLock;
import io.mooring.backup.plan.Retention;
import io.mooring.backup.run.CopyLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecideRetentionTest {

    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");

    @Test
    void keepsWhatIsYoungerThanTheAge() {
        List<KeptBackup> daily = daily(10);
        assertThat(kept(age(5), daily)).containsExactly("d0", "d1", "d2", "d3", "d4");
    }

    @Test
    void keepsTheLastVerifiedBackupHoweverOld() {
        List<KeptBackup> daily = daily(10);
        daily.set(9, verified(daily.get(9)));
        daily.set(8, verified(daily.get(8)));
        assertThat(kept(age(2), daily)).containsExactly("d0", "d1", "d8");
    }

    @Test
    void doesNotCallWhatWasOnlyReadAgainRestored() {
        List<KeptBackup> daily = daily(10);
        KeptBackup read = daily.get(8);
        daily.set(8, new KeptBackup(read.runId(), read.takenAt(), read.chainId(), Proof.CHECKSUMS, true, false, false));
        assertThat(DecideRetention.decide(age(2), daily, NOW).get(8).reasons())
                .containsExactly(
                        "It is the newest backup whose copies were read again and found whole; none is proven by a restore test yet.");
    }

    @Test
    void keepsTheNewestHoweverOld() {
        List<KeptBackup> old = List.of(backup("a", NOW.minus(Duration.ofDays(400))));
        assertThat(kept(age(2), old)).containsExactly("a");
    }

    @Test
    void keepsTheNewestThatIsStoredEverywhere() {
        List<KeptBackup> daily = daily(5);
        for (int i = 0; i < 4; i++) {
            daily.set(i, partial(daily.get(i)));
        }
        assertThat(kept(new Retention(null, 1, 0, 0, 0, 0, 0), daily)).containsExactly("d0", "d4");
    }

    @Test
    void keepsTheLastOfEachOfTheNewestPeriodsThatHaveAny() {
        List<KeptBackup> hourly = new ArrayList<>();
        for (int i = 0; i < 24 * 40; i++) {
            hourly.add(backup("h" + i, NOW.minus(Duration.ofHours(i))));
        }
        // 31 March 12:00, 30 March 23:00, 29 March 23:00; Sundays of three weeks; last of March and February.
        assertThat(kept(new Retention(null, null, 0, 3, 3, 2, 0), hourly))
                .containsExactly("h0", "h13", "h37", "h205", "h733");
    }

    @Test
    void keepsWhatAKeptBackupRefersTo() {
        List<KeptBackup> chain = List.of(
                member("full", 9),
                member("inc1", 8),
                member("inc2", 7),
                backup("other", day(6)),
                backup("new", day(0)));
        List<KeptBackup> held = chain.stream()
                .map(backup -> name(backup).equals("inc1") ? held(backup) : backup)
                .toList();
        List<Decision> decisions = DecideRetention.decide(age(1), held, NOW);
        assertThat(decisions.stream().filter(Decision::keeps).map(d -> name(d.backup())))
                .containsExactly("new", "inc1", "full");
        assertThat(decisions.getLast().reasons())
                .containsExactly("The backup " + id("inc1", day(8)) + ", which is kept, refers to its data.");
    }

    @Test
    void keepsWhatIsHeldOrInUse() {
        List<KeptBackup> daily = daily(4);
        daily.set(2, held(daily.get(2)));
        KeptBackup used = daily.get(3);
        daily.set(3, new KeptBackup(used.runId(), used.takenAt(), used.chainId(), null, true, false, true));
        assertThat(kept(age(1), daily)).containsExactly("d0", "d2", "d3");
    }

    @Test
    void keepsEverythingFromTheFutureWhenTheClockWasMovedBack() {
        List<KeptBackup> future = List.of(backup("a", NOW.plus(Duration.ofDays(40))), backup("b", NOW.plusSeconds(1)));
        assertThat(kept(age(1), future)).containsExactly("a", "b");
    }

    @Test
    void theNewestIsTheLastThatWasTakenWhateverTheClockSaidWhenItWas() {
        List<KeptBackup> backups = List.of(
                new KeptBackup("1 ahead", NOW.plus(Duration.ofDays(40)), "1 ahead", null, true, false, false),
                new KeptBackup("2 right", NOW.minusSeconds(60), "2 right", null, true, false, false));

        assertThat(kept(new Retention(null, 1, 0, 0, 0, 0, 0), backups)).containsExactly("right");
    }

    @Test
    void breaksNoChainThatGoesOnAfterTheClockWentBack() {
        List<KeptBackup> chain = List.of(
                new KeptBackup("1 full", day(3), "1 full", null, true, false, false),
                held(new KeptBackup("2 incremental", day(5), "1 full", null, true, false, false)),
                new KeptBackup("3 new", day(0), "3 new", null, true, false, false));

        assertThat(kept(age(1), chain)).containsExactly("new", "incremental", "full");
    }

    @Test
    void tellsWhyABackupGoes() {
        List<Decision> decisions = DecideRetention.decide(age(5), daily(10), NOW);
        assertThat(decisions.getLast().cause()).isEqualTo(Decision.Cause.AGE);
        assertThat(decisions.getLast().reasons()).containsExactly("It is 9 days old; backups are kept for 5 days.");
        assertThat(decisions.getFirst().reasons())
                .containsExactly(
                        "It is the newest backup.",
                        "It is the newest backup that is stored in every location.",
                        "It is younger than 5 days.");
    }

    private static List<String> kept(Retention policy, List<KeptBackup> backups) {
        return DecideRetention.decide(policy, backups, NOW).stream()
                .filter(Decision::keeps)
                .map(decision -> name(decision.backup()))
                .toList();
    }

    /** Ids sort by age, as those of runs do. */
    private static String id(String name, Instant at) {
        return at + " " + name;
    }

    private static String name(KeptBackup backup) {
        return backup.runId().split(" ")[1];
    }

    private static Retention age(int days) {
        return new Retention(Duration.ofDays(days), null, 0, 0, 0, 0, 0);
    }

    private static List<KeptBackup> daily(int days) {
        List<KeptBackup> daily = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            daily.add(backup("d" + i, day(i)));
        }
        return daily;
    }

    private static Instant day(int ago) {
        return NOW.minus(Duration.ofDays(ago));
    }

    @Test
    void keepsWhatALocationLocksAndSaysUntilWhen() {
        List<KeptBackup> daily = daily(10);
        KeptBackup old = daily.get(9);
        Instant until = Instant.parse("2026-08-01T00:00:00Z");
        assertThat(until).isAfter(NOW);
        CopyLock holds = new CopyLock(old.runId(), "vault", ObjectLock.Mode.COMPLIANCE, until);
        CopyLock over = new CopyLock(old.runId(), "other", ObjectLock.Mode.GOVERNANCE, NOW);
        daily.set(9, old.knowing(null, false, List.of(holds, over)));
        KeptBackup free = daily.get(8);
        daily.set(8, free.knowing(null, false, List.of(over)));

        List<Decision> decisions = DecideRetention.decide(Retention.ofDays(3), daily, NOW);

        assertThat(decisions.get(9).reasons()).containsExactly("It is locked in vault until 2026-08-01T00:00:00Z.");
        assertThat(decisions.get(8).keeps())
                .as("a lock that is over keeps nothing")
                .isFalse();
    }

    private static KeptBackup backup(String id, Instant at) {
        return new KeptBackup(id(id, at), at, id(id, at), null, true, false, false);
    }

    private static KeptBackup member(String id, int daysAgo) {
        return new KeptBackup(id(id, day(daysAgo)), day(daysAgo), id("full", day(9)), null, true, false, false);
    }

    private static KeptBackup held(KeptBackup b) {
        return new KeptBackup(b.runId(), b.takenAt(), b.chainId(), b.proof(), b.complete(), true, b.inUse());
    }

    private static KeptBackup verified(KeptBackup b) {
        return new KeptBackup(
                b.runId(), b.takenAt(), b.chainId(), Proof.RESTORE_TEST, b.complete(), b.held(), b.inUse());
    }

    private static KeptBackup partial(KeptBackup b) {
        return new KeptBackup(b.runId(), b.takenAt(), b.chainId(), b.proof(), false, b.held(), b.inUse());
    }
}
