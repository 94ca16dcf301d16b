package io.mooring.notifier.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NoticePassedOverTest {

    private static final Instant NOW = Instant.parse("2026-01-05T09:00:00Z");
    private static final Roster ROSTER = Rosters.onCall(Rosters.schedule()).roster();

    private final Logger log = (Logger) LoggerFactory.getLogger(NoticePassedOver.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Covers covers = new InMemoryCovers();
    private final NoticePassedOver notice = new NoticePassedOver(ROSTER, covers, () -> NOW);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void listenNoMore() {
        log.detachAppender(lines);
    }

    private void add(int age, String person, String from, String to) {
        covers.add(Rosters.cover(age, person, from, to)).block();
    }

    @Test
    void saysOnceWhoIsPassedOver() {
        add(1, "somebody-gone", "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z");
        add(2, "eve", "2026-01-05T10:00:00Z", "2026-01-05T14:00:00Z");
        add(3, "gone-before", "2026-01-05T07:00:00Z", "2026-01-05T08:00:00Z");
        notice.look().block();
        notice.look().block();
        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage())
                    .startsWith("somebody-gone was to stand in for schedule ops from 2026-01-05T10:00:00Z");
        });
        add(4, "another", "2026-01-06T10:00:00Z", "2026-01-06T14:00:00Z");
        notice.look().block();
        assertThat(lines.list).hasSize(2);
    }
}
