package io.mooring.backup.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.backup.job.JobRows.HeldJob;
import io.mooring.backup.job.JobRows.JobLease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Mono;

class DoJobTest {

    private static final Instant NOON = JobsContract.NOON;
    private final List<String> done = new ArrayList<>();
    private Instant now = NOON;
    private final InMemoryJobs rows = new InMemoryJobs(() -> now);

    @Test
    void triesABrokenJobAgainLaterAndLaterAndGivesUpAtLast() {
        rows.add(new NewJob("a", "test", "shop", null, "c", null)).block();
        List<Duration> pauses = new ArrayList<>();
        while (done.isEmpty()) {
            Instant before = now;
            HeldJob held = claim();
            while (held == null) {
                now = now.plusSeconds(1);
                held = claim();
            }
            pauses.add(Duration.between(before, now));
            attempt(held);
        }
        assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(0L, 5L, 10L, 20L, 40L);
        assertThat(done).containsExactly("gave up: broken");
        assertThat(claim()).isNull();
    }

    private HeldJob claim() {
        return rows.claim(List.of("test"), new JobLease("me-" + now, now.plusSeconds(30)), now)
                .block();
    }

    private void attempt(HeldJob held) {
        JobTiming timing = new JobTiming(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofHours(3));
        try (HoldJob control = new HoldJob(rows, noTransactions(), timing, () -> now, held)) {
            new DoJob(() -> now, new SimpleMeterRegistry(), ObservationRegistry.NOOP)
                    .attempt(new Broken(), held, control);
        }
    }

    private static TransactionalOperator noTransactions() {
        return TransactionalOperator.create(new NoTransactions(), new DefaultTransactionDefinition());
    }

    private final class Broken implements JobHandler {
        @Override
        public String kind() {
            return "test";
        }

        @Override
        public int concurrent() {
            return 1;
        }

        @Override
        public void carryOut(Job job, JobControl control) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void giveUp(Job job, JobControl control, RuntimeException cause) {
            control.finish(Mono.fromRunnable(() -> done.add("gave up: " + cause.getMessage())));
        }
    }
}
