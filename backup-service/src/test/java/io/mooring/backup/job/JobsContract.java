package io.mooring.backup.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.job.JobRows.HeldJob;
import io.mooring.backup.job.JobRows.JobLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What every store of jobs must do. */
abstract class JobsContract {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private JobRows jobs;

    /** An empty store whose clock stands at {@link #NOON}. */
    abstract JobRows empty();

    abstract <T> Mono<T> transactional(Mono<T> work);

    @BeforeEach
    void empties() {
        jobs = empty();
    }

    @Test
    void startsTheOldestOfAKindAndCountsAttempts() {
        add("b", "restore", null);
        add("a", "restore", null);
        add("c", "verify", null);

        HeldJob first = claim("restore", "one", NOON);
        assertThat(first.job().id()).isEqualTo("a");
        assertThat(first.job().attempt()).isEqualTo(1);
        assertThat(claim("restore", "two", NOON).job().id()).isEqualTo("b");
        assertThat(claim("restore", "three", NOON)).isNull();
    }

    @Test
    void startsOnlyTheKindsThatAreAskedFor() {
        add("a", "restore", null);
        add("b", "verify", null);
        add("c", "prune", null);
        List<String> kinds = List.of("verify", "prune");
        List<@Nullable String> claimed = new ArrayList<>();
        for (String owner : List.of("one", "two", "three")) {
            HeldJob held =
                    transactional(jobs.claim(kinds, lease(owner, NOON), NOON)).block();
            claimed.add(held == null ? null : held.job().id());
        }
        assertThat(claimed).containsExactly("b", "c", null);
    }

    @Test
    void givesAJobOfASilentOwnerToAnother() {
        add("a", "restore", null);
        claim("restore", "one", NOON);

        assertThat(claim("restore", "two", NOON.plus(LEASE))).isNull();
        HeldJob again = claim("restore", "two", NOON.plus(LEASE).plusMillis(1));
        assertThat(again.job().attempt()).isEqualTo(2);
        assertThat(jobs.renew("a", lease("one", NOON)).block()).isNull();
        assertThat(jobs.holds("a", "one").block()).isFalse();
        assertThat(jobs.remove("a", "one").block()).isFalse();
        assertThat(jobs.release("a", "one", NOON, false).block()).isFalse();
        assertThat(jobs.holds("a", "two").block()).isTrue();
    }

    @Test
    void renewsALease() {
        add("a", "restore", null);
        claim("restore", "one", NOON);
        jobs.renew("a", lease("one", NOON.plusSeconds(20))).block();

        assertThat(claim("restore", "two", NOON.plusSeconds(45))).isNull();
    }

    @Test
    void letsAJobGoUntilATimeAndRemembersItsBreakdowns() {
        add("a", "restore", null);
        claim("restore", "one", NOON);
        assertThat(jobs.release("a", "one", NOON.plusSeconds(5), true).block()).isTrue();

        assertThat(claim("restore", "two", NOON.plusSeconds(4))).isNull();
        HeldJob again = claim("restore", "two", NOON.plusSeconds(5));
        assertThat(again.breakdowns()).isEqualTo(1);
    }

    @Test
    void doesNotWaitForATimeThatAClockMeantBeforeItWentBack() {
        add("a", "restore", null);
        claim("restore", "one", NOON);
        jobs.release("a", "one", NOON.plusSeconds(5), true).block();
        add("b", "restore", null);
        Instant hoursBack = NOON.minus(Duration.ofHours(3));

        assertThat(claim("restore", "two", hoursBack)).isNotNull();
        assertThat(claim("restore", "three", hoursBack)).isNotNull();
    }

    @Test
    void forgetsAJobThatIsDone() {
        add("a", "restore", "shop");
        claim("restore", "one", NOON);

        assertThat(jobs.remove("a", "one").block()).isTrue();
        assertThat(claim("restore", "two", NOON.plusSeconds(3600))).isNull();
        add("b", "restore", "shop");
    }

    @Test
    void takesOneJobOfAKindWithTheSameKey() {
        add("a", "restore", "shop");
        add("b", "verify", "shop");
        add("c", "restore", "other");

        assertThatThrownBy(() -> add("d", "restore", "shop"))
                .isInstanceOf(Jobs.Busy.class)
                .hasMessageContaining("shop");
    }

    @Test
    void tellsTheOwnerWhoWishedItToEndFirst() {
        add("a", "restore", null);
        claim("restore", "one", NOON);
        assertThat(jobs.requestCancel("a", "ann").block()).isTrue();
        assertThat(jobs.requestCancel("a", "bob").block()).isTrue();

        HeldJob renewed =
                Objects.requireNonNull(jobs.renew("a", lease("one", NOON)).block());
        assertThat(renewed.cancelledBy()).isEqualTo("ann");
        assertThat(jobs.requestCancel("gone", "ann").block()).isFalse();
    }

    @Test
    void withdrawsOnlyWhatNobodyWorksOn() {
        add("a", "restore", null);
        add("b", "restore", null);
        claim("restore", "one", NOON);

        assertThat(jobs.withdraw("a").block()).isFalse();
        assertThat(jobs.withdraw("b").block()).isTrue();
        assertThat(claim("restore", "two", NOON)).isNull();
    }

    @Test
    void addsNothingWhenTheTransactionFails() {
        Mono<Void> broken = jobs.add(job("a", "restore", null)).then(Mono.error(new IllegalStateException("no")));

        assertThatThrownBy(() -> transactional(broken).block()).hasMessage("no");
        assertThat(claim("restore", "one", NOON)).isNull();
    }

    @Test
    void givesEachJobToOneOfManyWhoAskAtOnce() {
        for (int i = 0; i < 20; i++) {
            add("job-%02d".formatted(i), "restore", null);
        }
        List<String> claimed = new CopyOnWriteArrayList<>();
        Flux.range(0, 60)
                .flatMap(i -> transactional(jobs.claim(List.of("restore"), lease("owner-" + i, NOON), NOON))
                        .subscribeOn(Schedulers.boundedElastic()))
                .doOnNext(held -> claimed.add(held.job().id()))
                .blockLast();

        assertThat(claimed).doesNotHaveDuplicates();
        // Whoever meets a locked row goes on to the next: all are given in a few rounds at most.
        while (claim("restore", "late", NOON) instanceof HeldJob held) {
            claimed.add(held.job().id());
        }
        assertThat(claimed).hasSize(20).doesNotHaveDuplicates();
    }

    private void add(String id, String kind, @Nullable String key) {
        transactional(jobs.add(job(id, kind, key)).thenReturn(true)).block();
    }

    private static NewJob job(String id, String kind, @Nullable String key) {
        return new NewJob(id, kind, "shop", key, "correlation", null);
    }

    private @Nullable HeldJob claim(String kind, String owner, Instant now) {
        return transactional(jobs.claim(List.of(kind), lease(owner, now), now)).block();
    }

    private static JobLease lease(String owner, Instant now) {
        return new JobLease(owner, now.plus(LEASE));
    }
}
