package io.mooring.platform.web.problem;

import org.springframework.http.HttpStatus;

/**
 * One entry of an error catalogue. Each service has an enum of its own that implements this; codes are part of the API
 * and never change their meaning.
 */
public interface Problem {

    /** Stable and kebab-case, as {@code plan-already-running}. */
    String code();

    /** The status it answers with, 400 to 599. */
    HttpStatus status();

    /** A few words that are the same at every occurrence. */
    String title();
}
