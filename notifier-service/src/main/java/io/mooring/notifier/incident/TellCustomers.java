package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What customers are told of an incident: drafted here, sent or waived by a person. */
final class TellCustomers {

    private static final Pattern SERVICE = Pattern.compile("(?:^|,)service=([^,]+)");

    /** Says that something is wrong and is being worked on, nothing that only insiders may know, such as an alert's words. */
    static final CustomerNotice DRAFT = CustomerNotice.neutral(
            "We are aware of a problem with our service. Our team is working on it. We are sorry for the inconvenience"
                    + " and will tell you as soon as we know more.");

    private final IncidentRules rules;

    TellCustomers(IncidentRules rules) {
        this.rules = rules;
    }

    /** What customers read first where nobody chose it: what is affected, as far as it is known. */
    static String headline(Incident incident) {
        return headline(incident, incident.customerNotice().title());
    }

    /** @param title null: nobody chose it */
    static String headline(Incident incident, @Nullable String title) {
        if (title != null) {
            return title;
        }
        Matcher service = SERVICE.matcher(String.valueOf(incident.origin().joinKey()));
        return "A problem with " + (service.find() ? service.group(1).strip() : "our service");
    }

    /** @param title null: neutral words */
    Change write(Incident incident, @Nullable String title, String text, String by, Instant now) {
        if (incident.state() == IncidentState.CLOSED) {
            throw ActOnIncident.over(incident);
        }
        CustomerNotice next = incident.customerNotice().drafted(new CustomerNotice.Draft(title, text, by, now));
        return Change.of(incident, now)
                .edit(edit -> {
                    edit.customerNotice = next;
                    if (next.state() == CustomerNotice.State.DRAFT) {
                        edit.clocks.putIfAbsent(
                                ClockKind.CUSTOMER_NOTICE,
                                now.plus(rules.settings().customerNotice().within()));
                    }
                })
                .note(What.CUSTOMER_NOTICE_DRAFTED, by, text)
                .by(by, "customer-notice-draft", null);
    }

    /** May be sent again: customers hear more than once of a long incident, and of its end. */
    Change send(Incident incident, @Nullable String title, String text, String by, Instant now) {
        if (incident.state() == IncidentState.CLOSED) {
            throw ActOnIncident.over(incident);
        }
        if (rules.settings().customerNotice().destinations().isEmpty()) {
            throw new ProblemException(
                    NotifierProblem.NO_WAY_TO_CUSTOMERS,
                    "Settings name no destination in notifier.incidents.customer-notice.destinations;"
                            + " tell customers yourself and waive the notice with that reason");
        }
        Change change = Change.of(incident, now).edit(next -> {
            next.customerNotice = CustomerNotice.sent(title, text, by, now);
            next.clocks.remove(ClockKind.CUSTOMER_NOTICE);
        });
        String headline = headline(change.after());
        return change.note(What.CUSTOMERS_TOLD, by, headline + "\n\n" + text)
                .publish(new Change.News("Customers were told", text, null, by))
                .tell(new Telling.Customers(Operation.CALL, headline, text))
                .tell(new Telling.Channels(Operation.UPDATE, by + " told customers"))
                .by(by, "customer-notice-send", text);
    }

    Change waive(Incident incident, String why, String by, Instant now) {
        if (incident.state() == IncidentState.CLOSED) {
            throw ActOnIncident.over(incident);
        }
        waivable(incident);
        return Change.of(incident, now)
                .edit(next -> {
                    next.customerNotice = incident.customerNotice().waived(by, now);
                    next.clocks.remove(ClockKind.CUSTOMER_NOTICE);
                })
                .note(What.CUSTOMER_NOTICE_WAIVED, by, why)
                .by(by, "customer-notice-waive", why);
    }

    private static void waivable(Incident incident) {
        switch (incident.customerNotice().state()) {
            case SENT -> throw new ProblemException(NotifierProblem.CUSTOMERS_WERE_TOLD, "Customers were told already");
            case NOT_REQUIRED ->
                throw new ProblemException(
                        NotifierProblem.NOTICE_NOT_REQUIRED,
                        "Incident " + incident.number() + " owes customers no notice: there is nothing to waive");
            case DRAFT, WAIVED -> {}
        }
    }
}
