package io.mooring.platform.events;

import io.mooring.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every problem that the operators' endpoints of this module answer with, beside the platform's own. */
public enum EventsProblem implements Problem {
    DEAD_LETTER_SOURCE_UNKNOWN(
            "dead-letter-source-unknown", HttpStatus.NOT_FOUND, "This service does not read that topic as that group"),
    DEAD_LETTER_UNKNOWN("dead-letter-unknown", HttpStatus.NOT_FOUND, "There is no such dead letter"),
    DEAD_LETTER_ALREADY_DECIDED(
            "dead-letter-already-decided", HttpStatus.CONFLICT, "The dead letter was replayed or dropped before"),
    DEAD_LETTER_FAILED_AGAIN("dead-letter-failed-again", HttpStatus.CONFLICT, "The dead letter failed again"),
    OUTBOX_PROBLEM_UNKNOWN("outbox-problem-unknown", HttpStatus.NOT_FOUND, "There is no such event that waits");

    private final String code;
    private final HttpStatus status;
    private final String title;

    EventsProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
