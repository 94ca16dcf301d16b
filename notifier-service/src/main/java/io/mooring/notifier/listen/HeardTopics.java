package io.mooring.notifier.listen;

import io.mooring.schemas.Topic;
import io.mooring.schemas.TopicCatalogue;
import java.util.List;

/** The topics whose events rules hear: those that the catalogue gives the notifier to read. */
final class HeardTopics {

    private HeardTopics() {}

    /** Without maintenance windows, which mute alerts and are announced, and raise none. */
    static List<Topic> all() {
        return TopicCatalogue.topics().stream()
                .filter(topic -> topic.readers().contains("notifier-service"))
                .filter(topic -> !topic.name().equals(TopicCatalogue.MAINTENANCE_WINDOWS))
                .toList();
    }
}
