package io.mooring.scaling;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Scales services, rolls out versions and accounts for cost. */
@SpringBootApplication
public class ScalingApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(ScalingApplication.class)
                .properties("spring.config.name=scaling-service")
                .run(args);
    }
}
