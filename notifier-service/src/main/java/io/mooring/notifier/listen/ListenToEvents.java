package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.hearing.HeardTypes;
import io.mooring.platform.events.BatchHandler;
import io.mooring.platform.events.ReceivedEvent;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/** Tells the alerts what the rules say of events; all others pass. */
final class ListenToEvents implements BatchHandler {

    private final RuleBook rules;
    private final Reports reports;
    private final HeardTypes types;

    ListenToEvents(RuleBook rules, Reports reports, HeardTypes types) {
        this.rules = rules;
        this.reports = reports;
        this.types = types;
    }

    /** Asked about every event, also about those of which no rule says anything. */
    @Override
    public boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
        Heard heard = new Heard(event);
        types.heard(heard.type(), heard.source());
        return rules.concerns(event);
    }

    @Override
    public Mono<Void> handle(List<ReceivedEvent<SpecificRecord>> events) {
        List<Report> said =
                events.stream().flatMap(event -> rules.reports(event).stream()).toList();
        return said.isEmpty() ? Mono.empty() : reports.hear(said);
    }
}
