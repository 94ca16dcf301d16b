package io.mooring.notifier.announcement;

class InMemoryAnnouncementsTest extends AnnouncementsContract {

    @Override
    Announcements empty() {
        return new InMemoryAnnouncements();
    }
}
