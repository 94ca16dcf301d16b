package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An incident as the API shows it.
 *
 * @param respondedAt since when the responder is on it; null while nobody is
 * @param firstRespondedAt when somebody responded first, whoever handed it back or reopened it since
 */
record IncidentView(
        UUID id,
        long number,
        String title,
        String summary,
        String priority,
        String state,
        Instant openedAt,
        @Nullable String openedBy,
        @Nullable String responder,
        @Nullable Instant respondedAt,
        @Nullable Instant firstRespondedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable String resolution,
        Instant responseDueAt,
        @Nullable Instant nextUpdateDueAt,
        EscalationView escalation,
        List<UUID> alerts,
        Map<String, @Nullable String> roles,
        NoticeView customerNotice,
        PostMortemView postMortem,
        String etag) {

    /**
     * How far up people were called.
     *
     * @param level the last level at which somebody was called; null before the first, and when nobody was on call
     * @param levelNumber counted from 1; 0 before the first
     */
    record EscalationView(
            @Nullable String level,
            int levelNumber,
            @Nullable Instant nextAt,
            boolean exhausted) {}

    /**
     * @param title what customers read first, also where nobody has chosen it yet
     * @param by who sent or waived it, or wrote the draft; null when no person did
     * @param draft what was written since it was sent, and is not sent itself
     */
    record NoticeView(
            boolean required,
            String state,
            String title,
            @Nullable String text,
            @Nullable Instant dueAt,
            @Nullable String by,
            @Nullable Instant at,
            @Nullable DraftView draft) {}

    record DraftView(String title, String text, String by, Instant at) {}

    record PostMortemView(boolean required, @Nullable Instant dueAt, String state) {}

    static IncidentView of(Incident incident, List<UUID> alerts, Instant now) {
        Resolution resolution = incident.resolution();
        PostMortem postMortem = incident.postMortem();
        return new IncidentView(
                incident.id(),
                incident.number(),
                incident.words().title(),
                incident.words().summary(),
                Word.of(incident.priority()),
                Word.of(incident.state()),
                incident.origin().at(),
                incident.origin().by(),
                incident.response().by(),
                incident.response().at(),
                incident.response().firstAt(),
                resolution == null ? null : resolution.at(),
                resolution == null ? null : resolution.by(),
                resolution == null ? null : resolution.summary(),
                incident.response().dueAt(),
                incident.clock(ClockKind.UPDATE),
                escalation(incident),
                alerts,
                roles(incident),
                notice(incident),
                new PostMortemView(postMortem.required(), postMortem.dueAt(), postMortem.word(now)),
                tag(incident));
    }

    /** As the header shows it: what If-Match takes. */
    static String tag(Incident incident) {
        return new io.mooring.platform.web.etag.EntityTag(incident.version()).header();
    }

    private static EscalationView escalation(Incident incident) {
        Escalation escalation = incident.escalation();
        return new EscalationView(
                escalation.name(),
                escalation.level() + 1,
                incident.clock(ClockKind.ESCALATION),
                escalation.exhausted());
    }

    private static Map<String, @Nullable String> roles(Incident incident) {
        Map<String, @Nullable String> roles = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            roles.put(Word.of(role), incident.roles().get(role));
        }
        return roles;
    }

    private static NoticeView notice(Incident incident) {
        CustomerNotice notice = incident.customerNotice();
        return new NoticeView(
                notice.state() != CustomerNotice.State.NOT_REQUIRED,
                Word.of(notice.state()),
                TellCustomers.headline(incident),
                notice.text(),
                incident.clock(ClockKind.CUSTOMER_NOTICE),
                notice.by(),
                notice.at(),
                draft(incident, notice.draft()));
    }

    private static @Nullable DraftView draft(Incident incident, CustomerNotice.@Nullable Draft draft) {
        return draft == null
                ? null
                : new DraftView(TellCustomers.headline(incident, draft.title()), draft.text(), draft.by(), draft.at());
    }
}
