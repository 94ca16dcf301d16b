package io.mooring.platform.observability.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/**
 * Says at start which setting is missing or wrong and which environment variable sets it. Boot names the
 * key, but never the variable, which is what people have in their hands.
 */
@Order(0)
final class ExplainWrongSetting implements FailureAnalyzer {

    private final WhereFrom variables;

    ExplainWrongSetting(Environment environment) {
        this.variables = new WhereFrom(environment);
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        if (failure instanceof MissingSettings missing) {
            return new FailureAnalysis(missing.getMessage(), missing.remedy(), missing);
        }
        BindValidationException invalid = find(BindValidationException.class, failure);
        if (invalid != null) {
            return invalid(invalid);
        }
        BindException wrong = find(BindException.class, failure);
        return wrong == null ? null : wrong(wrong, NestedExceptionUtils.getMostSpecificCause(wrong));
    }

    private FailureAnalysis invalid(BindValidationException failure) {
        String group = failure.getValidationErrors().getName().toString();
        List<String> faults = new ArrayList<>();
        for (ObjectError fault : failure.getValidationErrors()) {
            faults.add(fault instanceof FieldError field ? ofField(group, field) : group + " " + words(fault));
        }
        return new FailureAnalysis(
                faults.stream().sorted().collect(Collectors.joining("\n")), "Correct these settings.", failure);
    }

    private String ofField(String group, FieldError fault) {
        String key = group + "." + WhereFrom.hyphened(fault.getField());
        return named(key) + " " + words(fault) + ", but is '" + fault.getRejectedValue() + "'";
    }

    private FailureAnalysis wrong(BindException failure, Throwable reason) {
        ConfigurationProperty property = failure.getProperty();
        if (property == null) {
            String words = String.valueOf(reason.getMessage());
            return new FailureAnalysis(words, variables.among(words), failure);
        }
        String key = property.getName().toString();
        return new FailureAnalysis(
                named(key) + " cannot be '" + variables.value(key) + "': " + reason.getMessage(),
                "Correct it" + (property.getOrigin() == null ? "." : " (" + property.getOrigin() + ")."),
                failure);
    }

    private String named(String key) {
        return variables.of(key).map(variable -> key + " (" + variable + ")").orElse(key);
    }

    private static String words(ObjectError fault) {
        return String.valueOf(fault.getDefaultMessage());
    }

    private static <T> @Nullable T find(Class<T> type, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
