package io.mooring.backup.drill;

/**
 * One thing to do.
 *
 * @param id unique within the scenario
 * @param what it does, in words for whoever has to do it at night
 * @param who does it: a role, or "Mooring"
 * @param dangerous it cannot be taken back; a person confirms it, also where it is automatic
 * @param runbook anchor in the runbook
 */
record ScenarioStep(String id, String name, String what, String who, Action action, boolean dangerous, String runbook) {

    static ScenarioStep automatic(String id, String name, String what, Action action) {
        return new ScenarioStep(id, name, what, "Mooring", action, false, id);
    }

    static ScenarioStep person(String id, String name, String who, String what) {
        return new ScenarioStep(id, name, what, who, Action.PERSON, false, id);
    }

    static ScenarioStep dangerous(String id, String name, String who, String what) {
        return new ScenarioStep(id, name, what, who, Action.PERSON, true, id);
    }
}
