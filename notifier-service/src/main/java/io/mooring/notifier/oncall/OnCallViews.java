package io.mooring.notifier.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is on call, as the API shows it. */
final class OnCallViews {

    private OnCallViews() {}

    record PersonView(String id, String name, List<String> destinations, String zone) {

        static PersonView of(Person person) {
            return new PersonView(
                    person.id(),
                    person.name(),
                    person.destinations(),
                    person.zone().getId());
        }
    }

    record Somebody(String id, String name) {

        /** One whom settings no longer name is shown by id. */
        static @Nullable Somebody of(@Nullable String id, Map<String, Person> people) {
            if (id == null) {
                return null;
            }
            Person person = people.get(id);
            return new Somebody(id, person == null ? id : person.name());
        }
    }

    /**
     * Who it is now.
     *
     * @param passedOver who was to stand in now and is not in settings any more; null: nobody
     */
    record DutyView(
            @Nullable String schedule,
            @Nullable String level,
            @Nullable Somebody person,
            @Nullable Instant until,
            String because,
            @Nullable Somebody passedOver) {

        static DutyView of(Duty duty, @Nullable Cover passedOver) {
            Person person = duty.person();
            Somebody somebody = person == null ? null : new Somebody(person.id(), person.name());
            String because = (person == null ? Because.NOBODY : duty.because()).word();
            Somebody gone = passedOver == null ? null : new Somebody(passedOver.person(), passedOver.person());
            return new DutyView(duty.schedule(), duty.level(), somebody, duty.until(), because, gone);
        }
    }

    record ShiftView(Instant from, Instant to, @Nullable Somebody person, String because) {

        static ShiftView of(Shift shift, Map<String, Person> people) {
            return new ShiftView(
                    shift.from(),
                    shift.to(),
                    Somebody.of(shift.person(), people),
                    shift.because().word());
        }
    }

    /**
     * Who stands in.
     *
     * @param passedOver the person is not in settings any more: it counts for nothing
     */
    record CoverView(
            UUID id,
            String schedule,
            Somebody person,
            Instant from,
            Instant to,
            String reason,
            String by,
            Instant createdAt,
            List<String> covers,
            boolean passedOver) {

        static CoverView of(Cover cover, Roster roster) {
            Person person = roster.person(cover.person());
            return new CoverView(
                    cover.id(),
                    cover.schedule(),
                    new Somebody(cover.person(), person == null ? cover.person() : person.name()),
                    cover.from(),
                    cover.to(),
                    cover.reason(),
                    cover.by(),
                    cover.createdAt(),
                    cover.covers(),
                    cover.isPassedOver(roster));
        }
    }
}
