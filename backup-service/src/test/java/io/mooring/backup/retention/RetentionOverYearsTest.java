package io.mooring.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.plan.Retention;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Years of a schedule, day by day: backups are taken, some fail, some are partial, some are verified, some are held, chains begin
 * anew; every few days retention removes what it lets go. Each time the promises hold, compared with a model that knows only
 * calendar days.
 */
class RetentionOverYearsTest {

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);

    record Life(long seed, int days, int perDay, int fullEvery, Retention policy) {}

    @Property(tries = 40)
    void neverLosesWhatItPromisesToKeep(@ForAll("lives") Life life) {
        Random random = new Random(life.seed());
        List<KeptBackup> alive = new ArrayList<>();
        Set<String> everHeld = new HashSet<>();
        String chain = "";
        int inChain = 0;
        for (int day = 0; day < life.days(); day++) {
            for (int n = 0; n < life.perDay(); n++) {
                Instant at = FIRST.plusDays(day)
                        .atStartOfDay()
                        .plusHours(24L * n / life.perDay())
                        .toInstant(ZoneOffset.UTC);
                if (random.nextInt(10) == 0) {
                    continue;
                }
                String id = "%05d-%02d".formatted(day, n);
                if (inChain++ % life.fullEvery() == 0) {
                    chain = id;
                }
                boolean held = random.nextInt(60) == 0;
                if (held) {
                    everHeld.add(id);
                }
                alive.add(new KeptBackup(
                        id,
                        at,
                        chain,
                        random.nextInt(20) == 0 ? Proof.RESTORE_TEST : null,
                        random.nextInt(8) != 0,
                        held,
                        random.nextInt(50) == 0));
            }
            Instant now = FIRST.plusDays(day).atTime(23, 59).toInstant(ZoneOffset.UTC);
            // Not on every day: the service is not always up either.
            if (random.nextInt(5) == 0 || day == life.days() - 1) {
                alive = prune(life, alive, now, everHeld);
            }
        }
    }

    private static List<KeptBackup> prune(Life life, List<KeptBackup> before, Instant now, Set<String> everHeld) {
        List<KeptBackup> after = DecideRetention.decide(life.policy(), before, now).stream()
                .filter(Decision::keeps)
                .map(Decision::backup)
                .toList();
        Set<String> left = ids(after);
        assertThat(left).containsAll(model(life.policy(), before, now));
        assertThat(left).containsAll(everHeld);
        if (!before.isEmpty()) {
            assertThat(left).contains(newest(before, b -> true));
            before.stream().filter(KeptBackup::verified).findAny().ifPresent(any -> assertThat(left)
                    .contains(newest(before, KeptBackup::verified)));
            before.stream().filter(KeptBackup::complete).findAny().ifPresent(any -> assertThat(left)
                    .contains(newest(before, KeptBackup::complete)));
        }
        for (KeptBackup kept : after) {
            before.stream()
                    .filter(earlier -> earlier.chainId().equals(kept.chainId())
                            && earlier.takenAt().isBefore(kept.takenAt()))
                    .forEach(earlier -> assertThat(left).as("chain of " + kept).contains(earlier.runId()));
        }
        // Nothing stays without a reason: what is neither wanted nor protected nor referred to is gone.
        Set<String> wanted = wanted(life.policy(), before, now);
        for (KeptBackup kept : after) {
            boolean needed = after.stream()
                    .anyMatch(later -> wanted.contains(later.runId())
                            && later.chainId().equals(kept.chainId())
                            && !later.takenAt().isBefore(kept.takenAt()));
            assertThat(needed).as(kept + " stays without a reason").isTrue();
        }
        return new ArrayList<>(after);
    }

    private static Set<String> wanted(Retention policy, List<KeptBackup> before, Instant now) {
        Set<String> wanted = new TreeSet<>(model(policy, before, now));
        before.stream().filter(b -> b.held() || b.inUse()).forEach(b -> wanted.add(b.runId()));
        wanted.add(newest(before, b -> true));
        wanted.add(newest(before, KeptBackup::verified));
        wanted.add(newest(before, KeptBackup::complete));
        return wanted;
    }

    /** What the rules alone keep, computed another way: from calendar days, oldest first. */
    private static Set<String> model(Retention policy, List<KeptBackup> backups, Instant now) {
        Set<String> keep = new TreeSet<>();
        for (KeptBackup backup : backups) {
            Duration age = Duration.between(backup.takenAt(), now);
            if (policy.age() != null && age.compareTo(policy.age()) < 0) {
                keep.add(backup.runId());
            }
        }
        if (policy.count() != null) {
            List<String> all = backups.stream().map(KeptBackup::runId).sorted().toList();
            keep.addAll(all.subList(Math.max(0, all.size() - policy.count()), all.size()));
        }
        keep.addAll(lastOf(backups, policy.daily(), b -> date(b).toString()));
        keep.addAll(lastOf(backups, policy.weekly(), b -> date(b).with(java.time.DayOfWeek.MONDAY)
                .toString()));
        keep.addAll(
                lastOf(backups, policy.monthly(), b -> YearMonth.from(date(b)).toString()));
        keep.addAll(lastOf(backups, policy.yearly(), b -> "" + date(b).getYear()));
        keep.addAll(lastOf(backups, policy.hourly(), b -> b.takenAt().toString().substring(0, 13)));
        return keep;
    }

    private static Set<String> lastOf(List<KeptBackup> backups, int periods, Function<KeptBackup, String> period) {
        TreeSet<String> names = new TreeSet<>();
        backups.forEach(backup -> names.add(period.apply(backup)));
        Set<String> keep = new TreeSet<>();
        names.descendingSet().stream()
                .limit(periods)
                .forEach(name -> keep.add(backups.stream()
                        .filter(backup -> period.apply(backup).equals(name))
                        .map(KeptBackup::runId)
                        .max(String::compareTo)
                        .orElseThrow()));
        return keep;
    }

    private static LocalDate date(KeptBackup backup) {
        return backup.takenAt().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static String newest(List<KeptBackup> backups, java.util.function.Predicate<KeptBackup> which) {
        return backups.stream()
                .filter(which)
                .map(KeptBackup::runId)
                .max(String::compareTo)
                .orElse("");
    }

    private static Set<String> ids(List<KeptBackup> backups) {
        Set<String> ids = new TreeSet<>();
        backups.forEach(backup -> ids.add(backup.runId()));
        return ids;
    }

    @Provide
    Arbitrary<Life> lives() {
        Arbitrary<Retention> policies = Combinators.combine(
                        Arbitraries.integers().between(1, 400).injectNull(0.3),
                        Arbitraries.integers().between(1, 40).injectNull(0.3),
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(0, 14),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(0, 3))
                .as((days, count, hourly, daily, weekly, monthly, yearly) -> new Retention(
                        days == null && count == null
                                ? Duration.ofDays(7)
                                : days == null ? null : Duration.ofDays(days),
                        count,
                        hourly,
                        daily,
                        weekly,
                        monthly,
                        yearly));
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(30, 1100),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 30),
                        policies)
                .as(Life::new);
    }
}
