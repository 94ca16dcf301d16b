package io.mooring.notifier.input;

import java.time.Instant;
import java.util.List;

/** Reads what one kind of system posts. */
interface ReadSignals {

    /**
     * All of it or nothing.
     *
     * @throws io.mooring.platform.web.problem.ProblemException 4xx that says which part is wrong
     */
    List<Signal> read(Input input, Payload payload, Instant now);
}
