package io.mooring.backup.restore;

import java.util.List;

/** What happens when single tables are put into a database that is in use. */
final class BesideSteps {

    private BesideSteps() {}

    static List<RestorePlan.Step> of(RestoreOrder.Checked order, String schema) {
        String tables = String.join(", ", order.tables());
        String name = order.name();
        return List.of(
                new RestorePlan.Step("approve", "Another person with the role approver agrees."),
                new RestorePlan.Step("fetch", "Fetch, decrypt and check every object."),
                new RestorePlan.Step(
                        "load",
                        "Make a database under another name with the rows of " + tables + ", and bring these over into "
                                + name + " under another name, in one transaction."),
                new RestorePlan.Step("analyze", "Collect the planner's statistics."),
                new RestorePlan.Step(
                        "compare",
                        "Compare rows and hashes of the tables with the manifest, there and in " + name + "."),
                new RestorePlan.Step(
                        "switch",
                        "Give them their place: the new schema " + schema + " of " + name
                                + ". Rows, columns and keys; no triggers, foreign keys, checks, defaults and rights of others."
                                + " Nothing that is there is touched, and no session is ended."),
                new RestorePlan.Step(
                        "keep",
                        "Keep the schema. The result prints the SQL that copies rows; undo drops the schema while nothing else"
                                + " lives in it."));
    }
}
