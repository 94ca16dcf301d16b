package io.mooring.notifier.listen;

import io.mooring.schemas.Topic;
import io.mooring.schemas.TopicCatalogue;
import java.util.List;

/** The topics whose events rules hear: those that the catalogue gives the notifier to read, which are all but its own. */
final class HeardTopics {

    private HeardTopics() {}

    static List<Topic> all() {
        return TopicCatalogue.topics().stream()
                .filter(topic -> topic.readers().contains("notifier-service"))
                .toList();
    }
}
