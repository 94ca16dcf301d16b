package io.mooring.backup;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** backup-service, configured by {@code backup-service.yml}. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(BackupSettings.class)
public class BackupApplication {

    /** The application, not yet started: the local system starts it beside others. */
    public static SpringApplication application() {
        return new SpringApplicationBuilder(BackupApplication.class)
                .properties("spring.config.name=backup-service")
                .build();
    }

    public static void main(String[] arguments) {
        application().run(arguments);
    }
}
