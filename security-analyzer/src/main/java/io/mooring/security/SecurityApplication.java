package io.mooring.security;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Detects attacks, decides responses and keeps the audit trail. */
@SpringBootApplication
public class SecurityApplication {

    public static void main(String[] args) {
        new SpringApplicationBuilder(SecurityApplication.class)
                .properties("spring.config.name=security-analyzer")
                .run(args);
    }
}
