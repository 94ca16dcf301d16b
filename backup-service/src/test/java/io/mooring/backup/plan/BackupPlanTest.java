package io.mooring.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BackupPlanTest {

    private static final Instant MONDAY_NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant TUESDAY_NIGHT = Instant.parse("2026-03-03T02:00:00Z");
    private static final Instant FRIDAY_NOON = Instant.parse("2026-03-06T12:00:00Z");

    static BackupPlan plan(@Nullable Schedule schedule, boolean enabled) {
        return new BackupPlan(
                "shop",
                "Shop",
                BackupPlan.Source.database("db", 5432, "shop"),
                schedule,
                List.of("bucket"),
                Retention.ofDays(30),
                null,
                null,
                enabled,
                null);
    }

    private static Schedule schedule(String cron) {
        return Schedule.of(cron, "UTC", Duration.ZERO);
    }

    @Test
    void beginsAtItsNextTime() {
        assertThat(plan(schedule("daily"), true).continuing(null, MONDAY_NOON).nextDueAt())
                .isEqualTo(TUESDAY_NIGHT);
    }

    @Test
    void staysDueForATimeThatPassedWhileTheServiceWasDown() {
        BackupPlan former = plan(schedule("daily"), true).dueAt(TUESDAY_NIGHT);

        assertThat(plan(schedule("daily"), true).continuing(former, FRIDAY_NOON).nextDueAt())
                .isEqualTo(TUESDAY_NIGHT);
    }

    @Test
    void beginsAnewWhenItsScheduleChanges() {
        BackupPlan former = plan(schedule("daily"), true).dueAt(TUESDAY_NIGHT);

        assertThat(plan(schedule("hourly"), true)
                        .continuing(former, FRIDAY_NOON)
                        .nextDueAt())
                .isEqualTo(FRIDAY_NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void isNeverDueWithoutAScheduleOrDisabled() {
        BackupPlan former = plan(schedule("daily"), true).dueAt(TUESDAY_NIGHT);

        assertThat(plan(null, true).continuing(former, FRIDAY_NOON).nextDueAt()).isNull();
        assertThat(plan(schedule("daily"), false)
                        .continuing(former, FRIDAY_NOON)
                        .nextDueAt())
                .isNull();
    }
}
