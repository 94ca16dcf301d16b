package io.mooring.notifier.oncall;

import java.util.Optional;

/** Everybody whom settings know. */
public interface People {

    /** @param who an id or a name, also of somebody who answered elsewhere, such as {@code Ann Lee (Slack)} */
    Optional<Person> named(String who);
}
