package io.mooring.notifier.announcement;

import static io.mooring.notifier.maintenance.Told.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnouncementsApiTest {

    @ParameterizedTest
    @CsvSource({
        "PLANNED, true, Will be announced when it happens: Maintenance has started",
        "PLANNED, false, Will be announced: Maintenance has started",
        "DROPPED, true, Was not announced: Maintenance has started",
        "SENT, false, Maintenance has started"
    })
    void whatNobodyWasToldDoesNotReadAsIfItHadHappened(AnnouncementState state, boolean waits, String subject) {
        Announcement one = new Announcement(
                new UUID(0, 1),
                "w",
                Kind.STARTS,
                NOON,
                waits,
                state,
                null,
                "Maintenance has started",
                "",
                NOON,
                NOON,
                List.of());
        assertThat(AnnouncementsApi.View.of(one).subject()).isEqualTo(subject);
    }
}
