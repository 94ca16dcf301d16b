package io.mooring.backup.drill;

import static io.mooring.backup.drill.ScenarioStep.automatic;
import static io.mooring.backup.drill.ScenarioStep.dangerous;
import static io.mooring.backup.drill.ScenarioStep.person;

import java.util.List;

/** The steps of each scenario, in order. */
final class ScenarioSteps {

    private static final ScenarioStep CHOOSE = automatic(
            "choose-backup",
            "Choose the backup",
            "Takes the newest backup that a restore test has proven; if none is, the newest that was re-read, else the newest.",
            Action.CHOOSE_BACKUP);
    private static final ScenarioStep LOCATIONS = automatic(
            "check-locations",
            "Check where it lies",
            "Asks every location that has it, and reads the manifest and its signature there.",
            Action.CHECK_LOCATIONS);
    private static final ScenarioStep READ = automatic(
            "read-again",
            "Read it again",
            "Reads every object again and compares it with the manifest.",
            Action.READ_AGAIN);
    private static final ScenarioStep RESTORE = automatic(
            "restore-test",
            "Restore it to the side",
            "Restores it into a server that is thrown away, and compares rows and contents with the source's snapshot.",
            Action.RESTORE_TEST);
    private static final ScenarioStep MEASURE = automatic(
            "measure",
            "Measure",
            "Compares how long it took and how much would have been lost with the objectives.",
            Action.MEASURE);
    private static final ScenarioStep VERIFY_SERVICE = person(
            "verify-service",
            "See that it serves",
            "Service owner",
            "Sign in, do the service's most important things once, and watch errors and latency for ten minutes.");
    private static final ScenarioStep CLOSE = person(
            "close",
            "Tell the people, write it down",
            "Incident commander",
            "Tell users and management that it is over; write down what happened, when, and what is to be changed.");

    private ScenarioSteps() {}

    static List<ScenarioStep> of(Scenario scenario) {
        return switch (scenario) {
            case DATACENTER_OUTAGE -> datacenterOutage();
            case DATABASE_CORRUPTION -> databaseCorruption();
            case SECURITY_BREACH -> securityBreach();
            case APPLICATION_FAILURE -> applicationFailure();
        };
    }

    private static List<ScenarioStep> datacenterOutage() {
        return List.of(
                person(
                        "declare",
                        "Declare the disaster",
                        "Incident commander",
                        "Decide that the site will not be back in time, say so in the incident channel, and name who does what."),
                CHOOSE,
                LOCATIONS,
                READ,
                RESTORE,
                dangerous(
                        "fence",
                        "Fence the old site",
                        "Infrastructure",
                        "Make sure that nothing of the old site can write any more, or two databases will be true at once."),
                dangerous(
                        "restore",
                        "Restore at the other site",
                        "Database administrator",
                        "Restore the chosen backup into the standing-by server (POST /api/v1/restores)."),
                dangerous(
                        "switch-traffic",
                        "Switch the traffic",
                        "Infrastructure",
                        "Point names and load balancers at the other site."),
                VERIFY_SERVICE,
                MEASURE,
                CLOSE);
    }

    private static List<ScenarioStep> databaseCorruption() {
        return List.of(
                person(
                        "assess",
                        "See what is wrong since when",
                        "Database administrator",
                        "Find which tables are damaged and the last moment when they were right: the backup must be older."),
                dangerous(
                        "stop-writers",
                        "Stop the writers",
                        "Service owner",
                        "Put the application into read-only or maintenance mode, so that no more is built on wrong data."),
                CHOOSE,
                LOCATIONS,
                READ,
                RESTORE,
                dangerous(
                        "restore",
                        "Restore over the live database",
                        "Database administrator",
                        "Restore the chosen backup (POST /api/v1/restores, needs approval); the old database is kept until you confirm."),
                VERIFY_SERVICE,
                dangerous(
                        "resume-writers",
                        "Let the writers in again",
                        "Service owner",
                        "Leave read-only or maintenance mode."),
                MEASURE,
                CLOSE);
    }

    private static List<ScenarioStep> securityBreach() {
        return List.of(
                dangerous(
                        "isolate",
                        "Isolate",
                        "Security",
                        "Cut the affected systems off the network, but leave them running: their memory is evidence."),
                person(
                        "preserve",
                        "Keep the evidence",
                        "Security",
                        "Image disks and memory, save the audit log; put the backups of the time on legal hold."),
                dangerous(
                        "rotate",
                        "Change every secret",
                        "Security",
                        "Passwords, tokens, keys and certificates that the affected systems knew, those of the backup locations too."),
                CHOOSE,
                LOCATIONS,
                READ,
                RESTORE,
                person(
                        "clean",
                        "See that the backup is clean",
                        "Security",
                        "Make sure that the backup is from before the breach, and look through the restored data for what was planted."),
                dangerous(
                        "restore",
                        "Restore into new systems",
                        "Database administrator",
                        "Restore the chosen backup into systems that were built anew (POST /api/v1/restores)."),
                VERIFY_SERVICE,
                MEASURE,
                CLOSE);
    }

    private static List<ScenarioStep> applicationFailure() {
        return List.of(
                person(
                        "triage",
                        "Find the cause",
                        "Service owner",
                        "Is it the last release, the configuration, a dependency, or the data? Look at the first error, not the loudest."),
                dangerous(
                        "roll-back",
                        "Roll the release back",
                        "Service owner",
                        "Deploy the former version; check first that it can read what the newer one wrote."),
                CHOOSE,
                LOCATIONS,
                RESTORE,
                dangerous(
                        "restore",
                        "Restore damaged data",
                        "Database administrator",
                        "Only if the data are damaged: restore the tables concerned (POST /api/v1/restores)."),
                VERIFY_SERVICE,
                MEASURE,
                CLOSE);
    }
}
