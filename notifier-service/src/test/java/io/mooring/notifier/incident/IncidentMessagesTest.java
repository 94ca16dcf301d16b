package io.mooring.notifier.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.incident.Call.Whom;
import io.mooring.notifier.message.Message;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class IncidentMessagesTest {

    private final IncidentMessages messages = new IncidentMessages("", ZoneOffset.UTC);

    @Test
    void whoStandsInReadsForWhomAlsoWhereNoRemarkIsShown() {
        Incident incident = Situations.opened(Priority.P1);
        Call call = new Call(
                incident.id(), 1, Whom.PERSON, "ann", "mail-ann", "pager-ann", "You are called", Instant.EPOCH);
        Message message = messages.inPlace(incident, new Telling.InPlace(call));
        assertThat(message.words().facts()).startsWith(new Fact("In place of", "pager-ann"));
        assertThat(message.remark()).isEqualTo("You are called, in place of pager-ann");
        assertThat(message.status()).isEqualTo(Message.Status.FIRING);
    }
}
