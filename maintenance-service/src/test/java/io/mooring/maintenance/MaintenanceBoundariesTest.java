package io.mooring.maintenance;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.mooring.testkit.boundaries.HouseRules;

@AnalyzeClasses(packages = "io.mooring.maintenance", importOptions = DoNotIncludeTests.class)
class MaintenanceBoundariesTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);
}
