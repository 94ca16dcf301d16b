package io.mooring.platform.events.serde;

import io.mooring.platform.events.registry.RegisteredSchema;
import io.mooring.platform.events.registry.SchemaRegistry;
import org.apache.avro.Schema;

/** With which schema an event is written. */
enum SchemaChoice {
    /** Its own, registered when it is new. */
    REGISTER {
        @Override
        RegisteredSchema choose(SchemaRegistry registry, String subject, Schema own) {
            return new RegisteredSchema(registry.register(subject, own), 0, own);
        }
    },
    /** Its own, which must be registered. */
    LOOK_UP {
        @Override
        RegisteredSchema choose(SchemaRegistry registry, String subject, Schema own) {
            return new RegisteredSchema(registry.idOf(subject, own), 0, own);
        }
    },
    /** The newest of the subject. */
    LATEST {
        @Override
        RegisteredSchema choose(SchemaRegistry registry, String subject, Schema own) {
            return registry.latest(subject);
        }
    };

    abstract RegisteredSchema choose(SchemaRegistry registry, String subject, Schema own);
}
