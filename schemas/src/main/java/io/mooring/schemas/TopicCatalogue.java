package io.mooring.schemas;

import io.mooring.events.alerts.AlertAcknowledged;
import io.mooring.events.alerts.AlertRaised;
import io.mooring.events.alerts.AlertResolved;
import io.mooring.events.alerts.IncidentOpened;
import io.mooring.events.alerts.IncidentResolved;
import io.mooring.events.alerts.IncidentUpdated;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupExpired;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.BackupNoLongerOverdue;
import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.BackupStarted;
import io.mooring.events.backup.RecoveryDrillCompleted;
import io.mooring.events.backup.RestoreCompleted;
import io.mooring.events.backup.RestoreVerified;
import io.mooring.events.health.HealthSampled;
import io.mooring.events.maintenance.MaintenanceCancelled;
import io.mooring.events.maintenance.MaintenanceChanged;
import io.mooring.events.maintenance.MaintenanceCompleted;
import io.mooring.events.maintenance.MaintenanceScheduled;
import io.mooring.events.maintenance.MaintenanceStarted;
import io.mooring.events.requests.ServiceRequestOpened;
import io.mooring.events.requests.ServiceRequestResolved;
import io.mooring.events.requests.ServiceRequestResponded;
import io.mooring.events.scaling.RolloutAdvanced;
import io.mooring.events.scaling.RolloutRolledBack;
import io.mooring.events.scaling.ScalingApplied;
import io.mooring.events.scaling.ScalingDecided;
import io.mooring.events.scaling.ScalingFailed;
import io.mooring.events.security.AddressBlocked;
import io.mooring.events.security.AddressUnblocked;
import io.mooring.events.security.SecurityEvent;
import io.mooring.events.security.ThreatDetected;
import io.mooring.events.security.VulnerabilityFound;
import io.mooring.events.sla.ErrorBudgetBurned;
import io.mooring.events.sla.SLAThresholdCrossed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every topic of the system. Topics are created from it, {@code docs/events.md} and {@code docs/asyncapi.yaml} are
 * written from it, and a service registers the schemas that it says the service writes.
 */
public final class TopicCatalogue {

    public static final String HEALTH_SAMPLES = "mooring.health.samples";
    public static final String SECURITY_EVENTS = "mooring.security.events";
    public static final String SECURITY_THREATS = "mooring.security.threats";
    public static final String BACKUP_RUNS = "mooring.backup.runs";
    public static final String SLA_THRESHOLDS = "mooring.sla.thresholds";
    public static final String SERVICE_REQUESTS = "mooring.service.requests";
    public static final String MAINTENANCE_WINDOWS = "mooring.maintenance.windows";
    public static final String SCALING_DECISIONS = "mooring.scaling.decisions";
    public static final String ALERTS = "mooring.alerts";
    public static final String AUDIT = "mooring.audit";

    /** Stands among a topic's writers for every service, those of other teams too. */
    public static final String ANY_SERVICE = "any service";

    private static final String BACKUP = "backup-service";
    private static final String MAINTENANCE = "maintenance-service";
    private static final String MONITOR = "monitor-service";
    private static final String SECURITY = "security-analyzer";
    private static final String SCALING = "scaling-service";
    private static final String NOTIFIER = "notifier-service";
    private static final String GATEWAY = "gateway";

    private static final List<Topic> TOPICS = List.of(
            new Topic(
                    HEALTH_SAMPLES,
                    "How hosts, containers, databases and services fare, measured again and again.",
                    List.of("resourceId"),
                    12,
                    Duration.ofDays(3),
                    false,
                    List.of(HealthSampled.class),
                    List.of(ANY_SERVICE),
                    List.of(MONITOR, SCALING, NOTIFIER)),
            new Topic(
                    SECURITY_EVENTS,
                    "Logins, exports, changed roles and whatever else detection rules look at.",
                    List.of("organisationId", "sourceAddress"),
                    12,
                    Duration.ofDays(35), // the longest rule waits 30 days for a data-subject request
                    false,
                    List.of(SecurityEvent.class),
                    List.of(ANY_SERVICE),
                    List.of(SECURITY, NOTIFIER)),
            new Topic(
                    SECURITY_THREATS,
                    "What detection found, which addresses are refused, which assets are vulnerable.",
                    List.of("subject"),
                    6,
                    Duration.ofDays(90),
                    false,
                    List.of(
                            ThreatDetected.class,
                            AddressBlocked.class,
                            AddressUnblocked.class,
                            VulnerabilityFound.class),
                    List.of(SECURITY),
                    List.of(NOTIFIER, GATEWAY)),
            new Topic(
                    BACKUP_RUNS,
                    "Backups taken, failed, missing, expired, restored and rehearsed.",
                    List.of("planId"),
                    6,
                    Duration.ofDays(400), // longer than the longest default retention of a backup, 365 days
                    false,
                    List.of(
                            BackupStarted.class,
                            BackupCompleted.class,
                            BackupFailed.class,
                            BackupExpired.class,
                            RestoreCompleted.class,
                            RestoreVerified.class,
                            RecoveryDrillCompleted.class,
                            BackupOverdue.class,
                            BackupNoLongerOverdue.class),
                    List.of(BACKUP),
                    List.of(NOTIFIER, SECURITY, GATEWAY)),
            new Topic(
                    SLA_THRESHOLDS,
                    "Agreed lines that values and deadlines crossed, and error budgets that burn.",
                    List.of("subjectId"),
                    6,
                    Duration.ofDays(90),
                    false,
                    List.of(SLAThresholdCrossed.class, ErrorBudgetBurned.class),
                    List.of(MONITOR),
                    List.of(NOTIFIER, SCALING, GATEWAY)),
            new Topic(
                    SERVICE_REQUESTS,
                    "Requests for service, from asked to settled.",
                    List.of("requestId"),
                    6,
                    Duration.ofDays(90),
                    false,
                    List.of(ServiceRequestOpened.class, ServiceRequestResponded.class, ServiceRequestResolved.class),
                    List.of(ANY_SERVICE),
                    List.of(MONITOR, NOTIFIER)),
            new Topic(
                    MAINTENANCE_WINDOWS,
                    "Planned work, from scheduled to done. Each record holds the whole window, so the newest suffices.",
                    List.of("windowId"),
                    3,
                    null,
                    true,
                    List.of(
                            MaintenanceScheduled.class,
                            MaintenanceChanged.class,
                            MaintenanceStarted.class,
                            MaintenanceCompleted.class,
                            MaintenanceCancelled.class),
                    List.of(MAINTENANCE),
                    List.of(NOTIFIER, MONITOR, GATEWAY)),
            new Topic(
                    SCALING_DECISIONS,
                    "Decisions about replicas and rollouts, and what became of them.",
                    List.of("targetId"),
                    6,
                    Duration.ofDays(90),
                    false,
                    List.of(
                            ScalingDecided.class,
                            ScalingApplied.class,
                            ScalingFailed.class,
                            RolloutAdvanced.class,
                            RolloutRolledBack.class),
                    List.of(SCALING),
                    List.of(NOTIFIER, GATEWAY)),
            new Topic(
                    ALERTS,
                    "Alerts and incidents, from raised to resolved.",
                    List.of("alertKey"),
                    6,
                    Duration.ofDays(90),
                    false,
                    List.of(
                            AlertRaised.class,
                            AlertAcknowledged.class,
                            AlertResolved.class,
                            IncidentOpened.class,
                            IncidentUpdated.class,
                            IncidentResolved.class),
                    List.of(NOTIFIER),
                    List.of(MONITOR, MAINTENANCE, GATEWAY)),
            new Topic(
                    AUDIT,
                    "Every act that must be accounted for.",
                    List.of("organisationId"),
                    6,
                    Duration.ofDays(400), // a year's audit can be rebuilt; the chained archive is the analyzer's
                    false,
                    List.of(AuditRecorded.class),
                    List.of(ANY_SERVICE),
                    List.of(SECURITY, NOTIFIER)));

    private TopicCatalogue() {}

    /** All topics, in the order of the documentation. */
    public static List<Topic> topics() {
        return TOPICS;
    }

    /** The topic of that name, or empty when the catalogue has none. */
    public static Optional<Topic> named(String name) {
        return TOPICS.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    /**
     * The one topic that an event type travels in.
     *
     * @throws IllegalArgumentException when the catalogue does not know the type
     */
    public static Topic of(Class<? extends SpecificRecord> event) {
        return TOPICS.stream()
                .filter(topic -> topic.events().contains(event))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(event.getName() + " is in no topic of the catalogue"));
    }

    /** The topics that a service may write, by its {@code spring.application.name}. */
    public static List<Topic> writtenBy(String service) {
        return TOPICS.stream().filter(topic -> topic.isWrittenBy(service)).toList();
    }
}
