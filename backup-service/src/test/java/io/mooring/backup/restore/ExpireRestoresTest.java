package io.mooring.backup.restore;

import static io.mooring.backup.restore.RestoresContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.job.NoTransactions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionalOperator;

class ExpireRestoresTest {

    private static final Duration THREE_DAYS = Duration.ofDays(3);

    private final InMemoryRestores restores = new InMemoryRestores();
    private final ExpireRestores expire =
            new ExpireRestores(restores, TransactionalOperator.create(new NoTransactions()), () -> NOON);

    @Test
    void endsEachThatNobodyDecidedOnHoweverManyThereAre() {
        for (int i = 0; i < 250; i++) {
            request("old-%03d".formatted(i), THREE_DAYS.plusSeconds(1));
        }

        assertThat(expired()).isEqualTo(250);

        assertThat(waiting()).isZero();
        Restore oldest = restores.find("old-000").block();
        assertThat(oldest.state()).isEqualTo(RestoreState.EXPIRED);
        assertThat(expired()).isZero();
    }

    @Test
    void doesNotOverlookTheOldestBehindManyNewOnes() {
        request("a-old", THREE_DAYS.plusSeconds(1));
        for (int i = 0; i < 400; i++) {
            request("b-new-%03d".formatted(i), THREE_DAYS.minusSeconds(1));
        }

        assertThat(expired()).isEqualTo(1);

        assertThat(restores.find("a-old").block().state()).isEqualTo(RestoreState.EXPIRED);
        assertThat(waiting()).isEqualTo(400);
    }

    private void request(String id, Duration ago) {
        restores.add(Restore.requested(
                        id, RestoresContract.request("shop", RestoreTargetKind.LIVE_DATABASE), NOON.minus(ago)))
                .block();
    }

    private long expired() {
        return expire.expire(NOON.minus(THREE_DAYS), THREE_DAYS).block();
    }

    private long waiting() {
        return restores.list(new Restores.Filter(null, RestoreState.AWAITING_APPROVAL, null, 1000))
                .count()
                .block();
    }
}
