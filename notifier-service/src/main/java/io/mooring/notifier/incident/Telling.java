package io.mooring.notifier.incident;

import io.mooring.notifier.message.Operation;
import java.util.List;
import java.util.Objects;

/** What a change says to whom. */
sealed interface Telling {

    Operation operation();

    /** What is new, one line. */
    String remark();

    /**
     * To the channels of the incident's priority.
     *
     * @param anew nobody has answered: whoever is called there is called once more
     * @param reminds somebody is to do something: where no channel can be told, whoever has it in hand is
     */
    record Channels(Operation operation, String remark, boolean anew, boolean reminds) implements Telling {

        Channels(Operation operation, String remark) {
            this(operation, remark, false, false);
        }

        static Channels anew(String remark) {
            return new Channels(Operation.CALL, remark, true, false);
        }

        static Channels reminder(String remark) {
            return new Channels(Operation.CALL, remark, false, true);
        }
    }

    /**
     * To one person who was called.
     *
     * @param level for the meter; empty when it calls nobody anew
     */
    record Called(String person, List<String> destinations, String level, Operation operation, String remark)
            implements Telling {

        boolean anew() {
            return !level.isEmpty();
        }
    }

    /** To a stand-in, what a destination that was not reached should have been told. */
    record InPlace(Call call) implements Telling {

        @Override
        public Operation operation() {
            return Operation.CALL;
        }

        @Override
        public String remark() {
            String remark = call.remark();
            return (remark.isEmpty() ? "" : remark + ", ") + "in place of " + other();
        }

        /** The destination that was not reached. */
        String other() {
            return Objects.requireNonNull(call.standsInFor());
        }
    }

    /**
     * To customers, where settings say.
     *
     * @param title what they read first
     * @param remark all that they are told
     */
    record Customers(Operation operation, String title, String remark) implements Telling {}
}
