package io.mooring.notifier.listen;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.AccessException;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.PropertyAccessor;
import org.springframework.expression.TypedValue;

/** All that an expression can reach: fields of Avro records and entries of maps. An enum's symbol is text. */
final class ReadFields implements PropertyAccessor {

    @Override
    public Class<?>[] getSpecificTargetClasses() {
        return new Class<?>[] {Heard.class, IndexedRecord.class, Map.class};
    }

    @Override
    public boolean canRead(EvaluationContext context, @Nullable Object target, String name) {
        return switch (target) {
            case Heard heard ->
                name.equals(Heard.EVENT)
                        || name.equals(Heard.EACH)
                        || field(heard.received().payload(), name) != null;
            case IndexedRecord record -> field(record, name) != null;
            case Map<?, ?> _ -> true;
            case null, default -> false;
        };
    }

    @Override
    public TypedValue read(EvaluationContext context, @Nullable Object target, String name) throws AccessException {
        return new TypedValue(of(target, name));
    }

    /** What an expression sees under this name. */
    static @Nullable Object of(@Nullable Object target, String name) throws AccessException {
        return plain(value(target, name));
    }

    private static @Nullable Object value(@Nullable Object target, String name) throws AccessException {
        return switch (target) {
            case Heard heard when name.equals(Heard.EACH) -> heard.each();
            case Heard heard when name.equals(Heard.EVENT) -> heard.about();
            case Heard heard -> valueOf(heard.received().payload(), name);
            case IndexedRecord record -> valueOf(record, name);
            case Map<?, ?> map -> map.get(name);
            case null, default -> throw new AccessException("Nothing to read " + name + " from");
        };
    }

    private static @Nullable Object valueOf(IndexedRecord record, String name) throws AccessException {
        Schema.Field field = field(record, name);
        if (field == null) {
            throw new AccessException(record.getSchema().getName() + " has no field '" + name + "'");
        }
        return record.get(field.pos());
    }

    private static Schema.@Nullable Field field(IndexedRecord record, String name) {
        return record.getSchema().getField(name);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case CharSequence text -> text.toString();
            case Enum<?> symbol -> symbol.name();
            case GenericEnumSymbol<?> symbol -> symbol.toString();
            case List<?> list
            when !list.isEmpty() && list.getFirst() instanceof Enum<?> ->
                list.stream().map(ReadFields::plain).toList();
            default -> value;
        };
    }

    @Override
    public boolean canWrite(EvaluationContext context, @Nullable Object target, String name) {
        return false;
    }

    @Override
    public void write(EvaluationContext context, @Nullable Object target, String name, @Nullable Object value)
            throws AccessException {
        throw new AccessException("An event is a fact: nothing writes to it");
    }
}
