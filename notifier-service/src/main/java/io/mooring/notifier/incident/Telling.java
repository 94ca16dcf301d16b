package io.mooring.notifier.incident;

import io.mooring.notifier.message.Operation;
import java.util.List;

/** What a change says to whom. */
sealed interface Telling {

    Operation operation();

    /** What is new, one line. */
    String remark();

    /** To the channels of the incident's priority. */
    record Channels(Operation operation, String remark) implements Telling {}

    /**
     * To one person who was called.
     *
     * @param level for the meter; empty when it calls nobody anew
     */
    record Called(String person, List<String> destinations, String level, Operation operation, String remark)
            implements Telling {}

    /** To customers, where settings say. */
    record Customers(Operation operation, String remark) implements Telling {}
}
