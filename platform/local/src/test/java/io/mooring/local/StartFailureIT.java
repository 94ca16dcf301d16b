package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.testkit.process.ServiceProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each service as a process of its own, without its secret: it ends, and says in words what it lacks. */
class StartFailureIT {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "io.mooring.backup.BackupApplication, spring.r2dbc.password, MOORING_BACKUP_DB_PASSWORD",
        "io.mooring.maintenance.MaintenanceApplication, spring.r2dbc.password, MOORING_MAINTENANCE_DB_PASSWORD",
        "io.mooring.monitor.MonitorApplication, spring.r2dbc.password, MOORING_MONITOR_DB_PASSWORD",
        "io.mooring.security.SecurityApplication, spring.r2dbc.password, MOORING_SECURITY_DB_PASSWORD",
        "io.mooring.scaling.ScalingApplication, spring.r2dbc.password, MOORING_SCALING_DB_PASSWORD",
        "io.mooring.notifier.NotifierApplication, spring.r2dbc.password, MOORING_NOTIFIER_DB_PASSWORD",
        "io.mooring.gateway.GatewayApplication, gateway.login.client-secret, MOORING_CONSOLE_CLIENT_SECRET"
    })
    void namesTheSecretThatIsMissingAndEnds(String main, String key, String variable) throws Exception {
        try (ServiceProcess service = ServiceProcess.of(main)
                .property("server.port", 0)
                .property("server.address", "127.0.0.1")
                .start(folder.resolve("service.log"))) {
            assertThat(service.awaitExit()).isEqualTo(1);
            assertThat(service.output())
                    .contains(key)
                    .contains(variable)
                    .contains("It does not start.")
                    .doesNotContain("\tat ");
        }
    }
}
