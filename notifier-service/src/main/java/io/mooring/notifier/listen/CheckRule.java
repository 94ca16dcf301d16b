package io.mooring.notifier.listen;

import io.mooring.schemas.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Holds a rule against the contracts: is there such an event, is it heard here, are its fields so named and so used? */
final class CheckRule {

    private final Map<String, Topic> topics;
    private final Map<String, Schema> schemas;
    private final Collection<Topic> heard;

    /**
     * @param known all topics that there are
     * @param heard those whose events come here
     */
    CheckRule(Collection<Topic> known, Collection<Topic> heard) {
        this.heard = List.copyOf(heard);
        this.topics = known.stream()
                .<Map.Entry<String, Topic>>mapMulti((topic, next) ->
                        topic.schemas().forEach(schema -> next.accept(Map.entry(schema.getName(), topic))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        this.schemas = known.stream()
                .flatMap(topic -> topic.schemas().stream())
                .collect(Collectors.toMap(Schema::getName, Function.identity()));
    }

    /** Whether the event is one that can come here; a fault otherwise. */
    boolean isHeard(AlertRule rule, Faults faults) {
        Topic topic = topics.get(rule.event());
        if (rule.event().isBlank()) {
            return false;
        }
        if (topic == null) {
            faults.add("there is no event '" + rule.event() + "'");
        } else if (!heard.contains(topic)) {
            faults.add(rule.event() + " travels in " + topic.name() + ", to which rules do not listen");
        }
        return topic != null && heard.contains(topic);
    }

    /** Tries the rule on events that look in every way that the contract allows. */
    void tryOut(ReadyRule rule, Faults faults) {
        Schema schema = schemas.get(rule.rule().event());
        boolean isComplete =
                !rule.rule().key().isBlank() && !rule.rule().title().isBlank();
        if (!FieldNames.allKnown(rule, schema, faults) || !isComplete) {
            return; // More would be told of the same.
        }
        for (Heard sample : SampleEvents.of(schema, topics.get(schema.getName()).name())) {
            try {
                if (rule.applies(sample)) {
                    rule.reports(sample);
                }
            } catch (RuleFailed failure) {
                faults.at(failure.part()).add(failure.why());
            }
        }
    }
}
