package io.mooring.gateway;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Import;

/** Auto-configuration without the parts that want a database or a stream binder, see {@link GatewayParts}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Import(GatewayParts.class)
@interface EnableGatewayParts {

    Class<?>[] exclude() default {};

    String[] excludeName() default {};
}
