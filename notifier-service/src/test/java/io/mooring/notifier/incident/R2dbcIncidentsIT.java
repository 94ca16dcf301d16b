package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.NotifierDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class R2dbcIncidentsIT extends IncidentsContract {

    private static NotifierDatabase database;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    Incidents empty() {
        database.run("TRUNCATE incident CASCADE");
        return new R2dbcIncidents(
                database.client(), new IncidentRow(JsonMapper.builder().build()));
    }

    @Test
    void aTimelineIsPagedAndCanOnlyBeAppendedTo() {
        UUID incident = stored();
        Timeline timeline = new R2dbcTimeline(database.client());
        Entry first = new Entry(NOW, What.OPENED, "ann", "Opened", null);
        Entry second = new Entry(NOW, What.COMMENT, null, "Words", "alert");
        timeline.append(incident, List.of(first, second)).block();
        Timeline.Line line = timeline.of(incident, 0, 1).blockLast();
        assertThat(line.entry()).isEqualTo(first);
        assertThat(timeline.of(incident, line.position(), 9)
                        .map(Timeline.Line::entry)
                        .collectList()
                        .block())
                .containsExactly(second);
        assertThatThrownBy(() -> database.client()
                        .sql("UPDATE incident_entry SET words = 'x'")
                        .then()
                        .block())
                .hasStackTraceContaining("only ever appended");
        assertThatThrownBy(() -> database.client()
                        .sql("DELETE FROM incident_entry")
                        .then()
                        .block())
                .hasStackTraceContaining("only ever appended");
    }

    @Test
    void theStoryFoldsAlertsAndLeavesOutWhoWasToldAndTheMiddle() {
        UUID incident = stored();
        Timeline timeline = new R2dbcTimeline(database.client());
        List<Entry> entries = new ArrayList<>(List.of(entry(What.OPENED, "Opened")));
        for (int i = 0; i < 50; i++) {
            entries.add(entry(What.ALERT_JOINED, "joined " + i));
            entries.add(entry(What.TOLD, "told"));
            entries.add(entry(What.ALERT_OVER, "over " + i));
        }
        entries.add(entry(What.COMMENT, "Hm"));
        entries.add(entry(What.ALERT_JOINED, "one more"));
        entries.add(entry(What.RESOLVED, "Gone"));
        timeline.append(incident, entries).block();
        assertThat(timeline.story(incident, 9).collectList().block())
                .extracting(passage -> passage.entries() + " " + passage.entry().words())
                .containsExactly("1 Opened", "50 joined 0", "50 over 0", "1 Hm", "1 one more", "1 Gone");
        assertThat(timeline.story(incident, 1).collectList().block())
                .extracting(passage -> passage.number() + " of " + passage.of())
                .containsExactly("1 of 6", "6 of 6");
    }

    private static Entry entry(What what, String words) {
        return new Entry(NOW, what, null, words, null);
    }

    @Test
    void aPostMortemIsStoredOnlyInPlaceOfTheVersionBeforeIt() {
        UUID incident = stored();
        PostMortemTexts texts = new R2dbcPostMortemTexts(database.client());
        PostMortemTexts.Text first = new PostMortemTexts.Text("# a", "ann", NOW, 1);
        PostMortemTexts.Text second = new PostMortemTexts.Text("# b", "bob", NOW, 2);
        assertThat(texts.store(incident, second).block()).isFalse();
        assertThat(texts.store(incident, first).block()).isTrue();
        assertThat(texts.store(incident, first).block()).isFalse();
        assertThat(texts.store(incident, second).block()).isTrue();
        assertThat(texts.find(incident).block()).isEqualTo(second);
    }

    private UUID stored() {
        Incident incident = Situations.opened(Priority.P0);
        empty().add(incident).block();
        return incident.id();
    }
}
