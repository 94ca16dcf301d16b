package io.mooring.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class GatewayBoundariesTest {

    private final JavaClasses gateway = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.mooring.gateway");

    @Test
    void knowsNoServiceAndNoDatabase() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.mooring.backup..",
                        "io.mooring.maintenance..",
                        "io.mooring.monitor..",
                        "io.mooring.security..",
                        "io.mooring.scaling..",
                        "io.mooring.notifier..",
                        "io.mooring.issuer..",
                        "io.r2dbc..",
                        "org.springframework.cloud.stream..")
                .check(gateway);
    }

    @Test
    void neverBlocks() {
        noClasses()
                .should()
                .callMethod(Mono.class, "block")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("io.mooring.platform.events.BlockingBridge")
                .check(gateway);
    }
}
