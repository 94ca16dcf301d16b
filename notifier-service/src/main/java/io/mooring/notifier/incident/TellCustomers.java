package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;

/** What customers are told of an incident: drafted here, sent or waived by a person. */
final class TellCustomers {

    private final IncidentRules rules;

    TellCustomers(IncidentRules rules) {
        this.rules = rules;
    }

    /** Says that something is wrong and is being worked on, nothing that only insiders may know. */
    static String draft(Incident.Wording words) {
        return "We are aware of a problem with our service (" + words.title() + "). Our team is working on it. We are"
                + " sorry for the inconvenience and will"
                + " tell you as soon as we know more.";
    }

    Change write(Incident incident, String text, String by, Instant now) {
        if (incident.state() == IncidentState.CLOSED) {
            throw ActOnIncident.over(incident);
        }
        CustomerNotice.State state = incident.customerNotice().state();
        CustomerNotice.State next = state == CustomerNotice.State.SENT ? state : CustomerNotice.State.DRAFT;
        return Change.of(incident, now)
                .edit(edit -> {
                    edit.customerNotice = new CustomerNotice(
                            next, text, incident.customerNotice().by());
                    if (next == CustomerNotice.State.DRAFT) {
                        edit.clocks.putIfAbsent(
                                ClockKind.CUSTOMER_NOTICE,
                                now.plus(rules.settings().customerNotice().within()));
                    }
                })
                .note(What.CUSTOMER_NOTICE_DRAFTED, by, text)
                .by(by, "customer-notice-draft", null);
    }

    /** May be sent again: customers hear more than once of a long incident. */
    Change send(Incident incident, String text, String by, Instant now) {
        if (incident.state() == IncidentState.CLOSED) {
            throw ActOnIncident.over(incident);
        }
        if (rules.settings().customerNotice().destinations().isEmpty()) {
            throw new ProblemException(
                    NotifierProblem.NO_WAY_TO_CUSTOMERS,
                    "Settings name no destination in notifier.incidents.customer-notice.destinations;"
                            + " tell customers yourself and waive the notice with that reason");
        }
        return Change.of(incident, now)
                .edit(next -> {
                    next.customerNotice = new CustomerNotice(CustomerNotice.State.SENT, text, by);
                    next.clocks.remove(ClockKind.CUSTOMER_NOTICE);
                })
                .note(What.CUSTOMERS_TOLD, by, text)
                .publish(new Change.News("Customers were told", text, null, by))
                .tell(new Telling.Customers(Operation.CALL, text))
                .tell(new Telling.Channels(Operation.UPDATE, by + " told customers"))
                .by(by, "customer-notice-send", text);
    }

    Change waive(Incident incident, String why, String by, Instant now) {
        if (incident.customerNotice().state() == CustomerNotice.State.SENT) {
            throw new ProblemException(NotifierProblem.CUSTOMERS_WERE_TOLD, "Customers were told already");
        }
        return Change.of(incident, now)
                .edit(next -> {
                    next.customerNotice = new CustomerNotice(
                            CustomerNotice.State.WAIVED,
                            incident.customerNotice().text(),
                            by);
                    next.clocks.remove(ClockKind.CUSTOMER_NOTICE);
                })
                .note(What.CUSTOMER_NOTICE_WAIVED, by, why)
                .by(by, "customer-notice-waive", why);
    }
}
