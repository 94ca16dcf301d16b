package io.mooring.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Tests that wait for something without saying for how long wait for two minutes: machines are shared, and how fast one is
 * decides no test. Found by JUnit in {@code META-INF/services}.
 */
public final class Patience implements TestExecutionListener {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Awaitility.setDefaultTimeout(LONGEST);
    }
}
