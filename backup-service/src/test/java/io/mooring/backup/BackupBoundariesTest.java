package io.mooring.backup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.mooring", importOptions = DoNotIncludeTests.class)
class BackupBoundariesTest {

    @ArchTest
    static final ArchRule capabilitiesDoNotDependOnEachOtherInCircles =
            slices().matching("io.mooring.backup.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule knowsNoOtherService = noClasses()
            .that()
            .resideInAPackage("io.mooring.backup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.mooring.maintenance..",
                    "io.mooring.monitor..",
                    "io.mooring.security..",
                    "io.mooring.scaling..",
                    "io.mooring.notifier..",
                    "io.mooring.gateway..");

    @ArchTest
    static final ArchRule takesAndReadsBackupsWithoutSpring = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.mooring.backup.pipeline..",
                    "io.mooring.backup.source..",
                    "io.mooring.backup.location..",
                    "io.mooring.backup.key..",
                    "io.mooring.backup.manifest..",
                    "io.mooring.backup.read..",
                    "io.mooring.backup.rebuild..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "reactor..");

    @ArchTest
    static final ArchRule avroStaysInOneClassOfACapability = classes()
            .that()
            .resideInAPackage("io.mooring.backup..")
            .and()
            .haveSimpleNameNotEndingWith("Events")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages("io.mooring.events..", "org.apache.avro..");

    @ArchTest
    static final ArchRule nobodyBlocksButTheBridge = noClasses()
            .that()
            .resideInAPackage("io.mooring.backup..")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching("block(First|Last|Optional)?"))
                    .and(JavaCall.Predicates.target(
                            HasOwner.Predicates.With.owner(JavaClass.Predicates.resideInAPackage("reactor..")))));
}
