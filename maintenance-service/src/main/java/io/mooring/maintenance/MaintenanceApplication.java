package io.mooring.maintenance;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Plans and runs maintenance windows. */
@SpringBootApplication
public class MaintenanceApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(MaintenanceApplication.class)
                .properties("spring.config.name=maintenance-service")
                .run(args);
    }
}
