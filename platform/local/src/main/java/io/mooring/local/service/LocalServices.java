package io.mooring.local.service;

import java.util.List;
import org.springframework.boot.WebApplicationType;

/** Everything of Mooring that runs in the local system. */
public final class LocalServices {

    public static final LocalService ISSUER = new LocalService(
            "issuer", "mooring-issuer", "io.mooring.issuer.IssuerApplication", WebApplicationType.SERVLET, false);

    public static final LocalService GATEWAY = new LocalService(
            "gateway", "mooring-gateway", "io.mooring.gateway.GatewayApplication", WebApplicationType.REACTIVE, false);

    private static final List<LocalService> SERVICES = List.of(
            LocalService.reactive("backup", "backup-service", "io.mooring.backup.BackupApplication"),
            LocalService.reactive("notifier", "notifier-service", "io.mooring.notifier.NotifierApplication"),
            LocalService.reactive("monitor", "monitor-service", "io.mooring.monitor.MonitorApplication"),
            LocalService.reactive(
                    "maintenance", "maintenance-service", "io.mooring.maintenance.MaintenanceApplication"),
            LocalService.reactive("security", "security-analyzer", "io.mooring.security.SecurityApplication"),
            LocalService.reactive("scaling", "scaling-service", "io.mooring.scaling.ScalingApplication"));

    private LocalServices() {}

    /** The services behind the gateway, those of this build. */
    public static List<LocalService> behindTheGateway() {
        return SERVICES.stream().filter(LocalService::isBuilt).toList();
    }
}
