package io.mooring.notifier.announcement;

import io.mooring.notifier.NotifierDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class R2dbcAnnouncementsIT extends AnnouncementsContract {

    private static NotifierDatabase database;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    Announcements empty() {
        database.client().sql("TRUNCATE announcement").then().block();
        return new R2dbcAnnouncements(database.client());
    }
}
