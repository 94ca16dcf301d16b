package io.mooring.monitor;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.mooring.testkit.boundaries.HouseRules;

@AnalyzeClasses(packages = "io.mooring.monitor", importOptions = DoNotIncludeTests.class)
class MonitorBoundariesTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);
}
