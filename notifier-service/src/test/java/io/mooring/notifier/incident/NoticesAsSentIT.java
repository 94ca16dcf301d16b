package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Notices of rows that are older than drafts beside what was sent. */
class NoticesAsSentIT {

    private final NotifierDatabase database = NotifierDatabase.at("79");
    private final Incidents incidents = new R2dbcIncidents(
            database.client(), new IncidentRow(JsonMapper.builder().build()));
    private final Timeline timeline = new R2dbcTimeline(database.client());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasSentIsReadInTheTimelineAndWhatWasWrittenSinceIsADraft() {
        Incident overwritten = stored(1, notice(CustomerNotice.State.SENT, "It works again", "ann"));
        told(overwritten);
        wrote(overwritten, "It works again");
        Incident sent = stored(2, notice(CustomerNotice.State.SENT, "We are on it\n\nand sorry", "ann"));
        wrote(sent, "An earlier draft");
        told(sent);
        Incident draft = stored(3, notice(CustomerNotice.State.DRAFT, "It works again", "eve"));
        wrote(draft, "It works again");
        Incident neutral = stored(4, TellCustomers.DRAFT);
        wrote(neutral, "What was dropped with its priority");
        database.upgrade();
        CustomerNotice asSent = CustomerNotice.sent("Orders fail", "We are on it\n\nand sorry", "ann", NOW);
        assertThat(found(overwritten))
                .isEqualTo(asSent.drafted(new CustomerNotice.Draft(null, "It works again", "bob", NOW.plusSeconds(9))));
        assertThat(found(sent)).isEqualTo(asSent);
        assertThat(found(draft))
                .isEqualTo(new CustomerNotice(
                        CustomerNotice.State.DRAFT, null, "It works again", "bob", NOW.plusSeconds(9), null));
        assertThat(found(neutral)).isEqualTo(TellCustomers.DRAFT);
    }

    private static CustomerNotice notice(CustomerNotice.State state, String text, String by) {
        return new CustomerNotice(state, null, text, by, null, null);
    }

    private Incident stored(long number, CustomerNotice notice) {
        Incident incident =
                Situations.opened(UUID.randomUUID(), number, Priority.P1).edit(next -> next.customerNotice = notice);
        incidents.add(incident).block();
        return incident;
    }

    private void told(Incident incident) {
        Entry entry = new Entry(NOW, What.CUSTOMERS_TOLD, "ann", "Orders fail\n\nWe are on it\n\nand sorry", null);
        timeline.append(incident.id(), List.of(entry)).block();
    }

    private void wrote(Incident incident, String text) {
        Entry entry = new Entry(NOW.plusSeconds(9), What.CUSTOMER_NOTICE_DRAFTED, "bob", text, null);
        timeline.append(incident.id(), List.of(entry)).block();
    }

    private CustomerNotice found(Incident incident) {
        return incidents.find(incident.id()).block().customerNotice();
    }
}
