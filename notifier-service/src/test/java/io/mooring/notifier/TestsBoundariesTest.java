package io.mooring.notifier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.stereotype.Component;

@AnalyzeClasses(packages = "io.mooring.notifier", importOptions = OnlyIncludeTests.class)
class TestsBoundariesTest {

    /** Configurations are components too. */
    @ArchTest
    static final ArchRule noPartOfATestIsFoundByAService = noClasses()
            .should()
            .beMetaAnnotatedWith(Component.class)
            .because(
                    "services that tests start scan the tests' class path too: what is found there becomes part of them");
}
