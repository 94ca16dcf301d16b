package io.mooring.testkit.boundaries;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * Rules for every service, to be taken in by {@code @ArchTest static final ArchTests house = ArchTests.in(HouseRules.class)}
 * in a class that is annotated with {@code @AnalyzeClasses} for the service's package.
 */
public final class HouseRules {

    private static final String ROOT = "io.mooring.";
    private static final Set<String> SERVICES =
            Set.of("backup", "maintenance", "monitor", "security", "scaling", "notifier", "gateway", "issuer");

    @ArchTest
    static final ArchRule knowsNoOtherService = classes().should(new ArchCondition<>("know no other service") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            String own = service(type);
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> {
                        String other = service(dependency.getTargetClass());
                        return SERVICES.contains(other) && !other.equals(own);
                    })
                    .forEach(
                            dependency -> events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
        }
    });

    @ArchTest
    static final ArchRule packagesAreCapabilities = noClasses()
            .should()
            .resideInAnyPackage(
                    "..controller..", "..service..", "..repository..", "..model..", "..util..", "..utils..", "..dto..")
            .because("a package is a capability, never a layer");

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .should(new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                    }
                }
            });

    @ArchTest
    static final ArchRule nobodyBlocksButTheBridge = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("block(First|Last|Optional)?"))
                    .and(target(HasOwner.Predicates.With.owner(JavaClass.Predicates.resideInAPackage("reactor..")))));

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule fieldsAreNotInjected = noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .allowEmptyShould(true);

    private HouseRules() {}

    private static String service(JavaClass type) {
        String name = type.getPackageName() + ".";
        return name.startsWith(ROOT) ? name.substring(ROOT.length(), name.indexOf('.', ROOT.length())) : "";
    }
}
