package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.PlanSource;
import io.mooring.backup.RestoreSettings;
import io.mooring.backup.SecretFiles;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.source.SslMode;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where the databases of a plan may be restored to. */
@Component
final class RestoreServers {

    private static final int POSTGRES_PORT = 5432;

    private final BackupSettings settings;

    RestoreServers(BackupSettings settings) {
        this.settings = settings;
    }

    /** The server of the plan. The password is read each time, so that a rotated one needs no restart. */
    RebuildTarget of(String planId) throws RestoreStopped {
        RestoreSettings.Server server = server(planId);
        try {
            return target(planId, server);
        } catch (IllegalStateException unreadable) {
            throw new RestoreStopped(
                    "restore-server-unusable",
                    String.valueOf(unreadable.getMessage()),
                    "Correct backup.restore.servers in the settings.");
        }
    }

    private RebuildTarget target(String planId, RestoreSettings.Server server) throws RestoreStopped {
        String host = server.host();
        PlanSource own = host == null ? source(planId) : null;
        Integer port = server.port();
        return new RebuildTarget(
                own == null ? String.valueOf(host) : String.valueOf(own.host()),
                own == null ? (port == null ? POSTGRES_PORT : port) : own.portOrUsual(),
                server.user(),
                SecretFiles.secret(server.password(), server.passwordFile()),
                server.maintenanceDatabase(),
                Arrays.stream(SslMode.values())
                        .filter(mode -> mode.libpqName().equals(server.sslMode()))
                        .findFirst()
                        .orElse(SslMode.PREFER));
    }

    private RestoreSettings.Server server(String planId) throws RestoreStopped {
        Optional<RestoreSettings.Server> named = settings.restore().servers().stream()
                .filter(server -> server.plans().contains(planId))
                .findFirst();
        return named.or(() -> settings.restore().servers().stream()
                        .filter(server -> server.plans().isEmpty())
                        .findFirst())
                .orElseThrow(() -> new RestoreStopped(
                        "no-restore-server",
                        "No server is named that databases of the plan '" + planId + "' may be restored to.",
                        "Name one in backup.restore.servers, with a user who may create databases there."));
    }

    private PlanSource source(String planId) throws RestoreStopped {
        return settings.plans().stream()
                .filter(plan -> plan.id().equals(planId))
                .map(PlanSettings::source)
                .filter(source -> source != null && source.isServer())
                .findFirst()
                .orElseThrow(() -> new RestoreStopped(
                        "no-restore-server",
                        "The plan '" + planId + "' is no longer in the settings, so that its own server is not known.",
                        "Name a host in backup.restore.servers."));
    }
}
