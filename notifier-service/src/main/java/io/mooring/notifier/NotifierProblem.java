package io.mooring.notifier;

import io.mooring.platform.web.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every error of the notifier's API. */
public enum NotifierProblem implements Problem {
    UNKNOWN_INCIDENT("unknown-incident", HttpStatus.NOT_FOUND, "No incident has this id"),
    INCIDENT_IS_OVER("incident-is-over", HttpStatus.CONFLICT, "The incident is over"),
    INCIDENT_GOES_ON("incident-goes-on", HttpStatus.CONFLICT, "The incident is not resolved"),
    INCIDENT_NOT_RESPONDED("incident-not-responded", HttpStatus.CONFLICT, "Nobody responds to the incident"),
    INCIDENT_UNFINISHED("incident-unfinished", HttpStatus.CONFLICT, "Something is left to do before it can be closed"),
    NO_WAY_TO_CUSTOMERS("no-way-to-customers", HttpStatus.CONFLICT, "Settings name nowhere to tell customers"),
    CUSTOMERS_WERE_TOLD("customers-were-told", HttpStatus.CONFLICT, "Customers were told already"),
    NOTICE_NOT_REQUIRED("notice-not-required", HttpStatus.CONFLICT, "Customers need not be told"),
    POST_MORTEM_NOT_WRITTEN("post-mortem-not-written", HttpStatus.CONFLICT, "Nobody has written the post-mortem"),
    UNKNOWN_SCHEDULE("unknown-schedule", HttpStatus.NOT_FOUND, "No schedule has this name"),
    UNKNOWN_OVERRIDE("unknown-override", HttpStatus.NOT_FOUND, "No override has this id"),
    UNKNOWN_DESTINATION("unknown-destination", HttpStatus.NOT_FOUND, "Settings name no such destination"),
    UNKNOWN_DELIVERY("unknown-delivery", HttpStatus.NOT_FOUND, "No delivery has this id"),
    UNKNOWN_INPUT("unknown-input", HttpStatus.NOT_FOUND, "No input has this name and kind"),
    INPUT_NOT_PROVEN("input-not-proven", HttpStatus.UNAUTHORIZED, "The input's secret is needed"),
    MESSAGE_NOT_UNDERSTOOD(
            "message-not-understood", HttpStatus.BAD_REQUEST, "The message does not have the shape of its kind"),
    TOO_MANY_AT_ONCE("too-many-at-once", HttpStatus.CONTENT_TOO_LARGE, "The message holds too many alerts"),
    INPUT_TOO_FAST("input-too-fast", HttpStatus.TOO_MANY_REQUESTS, "The input sends faster than messages are taken"),
    INPUT_NOT_TAKEN("input-not-taken", HttpStatus.SERVICE_UNAVAILABLE, "The message could not be taken now"),
    UNKNOWN_ALERT("unknown-alert", HttpStatus.NOT_FOUND, "No alert has this id"),
    ALERT_IS_OVER("alert-is-over", HttpStatus.CONFLICT, "The alert is over"),
    HOOK_NOT_CONFIGURED("hook-not-configured", HttpStatus.NOT_FOUND, "Nobody is expected to call this hook"),
    HOOK_SIGNATURE_WRONG("hook-signature-wrong", HttpStatus.UNAUTHORIZED, "The signature is missing or wrong"),
    HOOK_NOT_UNDERSTOOD("hook-not-understood", HttpStatus.BAD_REQUEST, "What was sent cannot be read"),
    DELIVERY_NOT_DEAD("delivery-not-dead", HttpStatus.CONFLICT, "Only a dead delivery can be retried or dropped"),
    UNKNOWN_SILENCE("unknown-silence", HttpStatus.NOT_FOUND, "No silence has this id"),
    SILENCE_IS_OVER("silence-is-over", HttpStatus.CONFLICT, "A silence that is over is not changed"),
    TOO_MANY_SILENCES("too-many-silences", HttpStatus.CONFLICT, "There are too many silences"),
    SILENCE_TOO_WIDE(
            "silence-too-wide", HttpStatus.UNPROCESSABLE_CONTENT, "The silence would match almost every alert");

    private final String code;
    private final HttpStatus status;
    private final String title;

    NotifierProblem(String code, HttpStatus status, String title) {
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
